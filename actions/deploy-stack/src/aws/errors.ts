/** What an error of an AWS client means. Pure: it looks at names, texts and HTTP status codes only. */

interface AwsError {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly httpStatus: number;
}

function read(error: unknown): AwsError {
  if (!(error instanceof Error)) {
    return { name: '', message: String(error), code: '', httpStatus: 0 };
  }
  const metadata = '$metadata' in error ? (error.$metadata as { httpStatusCode?: number }) : {};
  return {
    name: error.name,
    message: error.message,
    code: 'code' in error ? String(error.code) : '',
    httpStatus: metadata?.httpStatusCode ?? 0,
  };
}

const NETWORK = /^(ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND)$/;
const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|ServiceUnavailable/;
const EXPIRED = /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/;
const UNKNOWN_CALLER =
  /^(CredentialsProviderError|InvalidClientTokenId|UnrecognizedClientException)$/;

/** @returns for a person, on one line: the name that AWS gave the error, and its message */
export function describeError(error: unknown): string {
  const { name, message: lines } = read(error);
  // The runner ends a line at a lone carriage return too, and a new line may be a workflow command.
  const message = lines.split(/[\r\n]/, 1)[0] ?? '';
  return name === '' || name === 'Error' ? message : `${name}: ${message}`;
}

/** The same call may well succeed in a while: throttling, server faults, the network. */
export function isTransient(error: unknown): boolean {
  const { name, code, httpStatus } = read(error);
  return (
    httpStatus >= 500 ||
    httpStatus === 429 ||
    THROTTLED.test(name) ||
    NETWORK.test(code) ||
    name === 'TimeoutError'
  );
}

export function isExpired(error: unknown): boolean {
  return EXPIRED.test(read(error).name);
}

/** There are no credentials, or AWS does not know them. */
export function isUnknownCaller(error: unknown): boolean {
  return UNKNOWN_CALLER.test(read(error).name);
}

/** No region is set. The SDK finds out with the first call, and gives its error no name. */
export function hasNoRegion(error: unknown): boolean {
  return read(error).message === 'Region is missing';
}

export function isDenied(error: unknown): boolean {
  const { name, httpStatus } = read(error);
  return /^AccessDenied|^UnauthorizedOperation|^NotAuthorized/.test(name) || httpStatus === 403;
}

export function isMissingStack(error: unknown): boolean {
  const { name, message } = read(error);
  return (
    (name === 'ValidationError' && /does not exist/.test(message)) || /^StackNotFound/.test(name)
  );
}

export function isMissingChangeSet(error: unknown): boolean {
  return /^ChangeSetNotFound/.test(read(error).name);
}

export function isMissingQueue(error: unknown): boolean {
  return /QueueDoesNotExist|NonExistentQueue/.test(read(error).name);
}

/** A change set of this name is there already: an earlier try of the same call made it. */
export function alreadyExists(error: unknown): boolean {
  return /^AlreadyExists/.test(read(error).name);
}

/**
 * Another operation on the stack came in between: it is going on, or it has made the change set
 * obsolete, or has deleted it, as the execution of another one does.
 */
export function isOvertaken(error: unknown): boolean {
  const { name, message } = read(error);
  const isObsolete = /^(InvalidChangeSetStatus|ChangeSetNotFound|OperationInProgress)/;
  if (isObsolete.test(name)) return true;
  return (
    name === 'ValidationError' &&
    /_IN_PROGRESS\b|\bin progress\b|cannot be executed in its current/.test(message)
  );
}

/** The reason that CloudFormation gives for a change set without a change. */
export function saysNoChanges(reason: string): boolean {
  return /didn.t contain changes|no updates are to be performed/i.test(reason);
}

/** Turns what the SDK throws into what a caller decides by. */
import { CallFault, type CallFaultKind } from '../array-job/fault.ts';

const EXPIRED = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'CredentialsProviderError',
  'TokenProviderError',
]);
const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'AuthorizationError',
]);
const THROTTLED = new Set([
  'TooManyRequestsException',
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'RequestThrottled',
  'RequestLimitExceeded',
  'LimitExceededException',
]);
const MISSING = new Set([
  'ResourceNotFoundException',
  'QueueDoesNotExist',
  'AWS.SimpleQueueService.NonExistentQueue',
]);

interface ServiceError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/**
 * @param error what an SDK client threw
 * @returns its kind; an error without any answer from the service is `uncertain`
 */
export function classify(error: unknown): CallFaultKind {
  const { name = '', message = '', $metadata } = (error ?? {}) as ServiceError;
  const status = $metadata?.httpStatusCode;
  if (EXPIRED.has(name) || /token.*expired|expired.*token|signature expired/i.test(message)) {
    return 'expired';
  }
  if (DENIED.has(name)) return 'denied';
  if (MISSING.has(name)) return 'missing';
  if (THROTTLED.has(name) || status === 429) return 'throttled';
  // A 200 that is an error nevertheless could not be read: the connection spoilt it on its way.
  const spoilt = status !== undefined && (status < 300 || status === 408 || status >= 500);
  if (status !== undefined) return spoilt ? 'uncertain' : 'refused';
  return isLocal(error) ? 'refused' : 'uncertain';
}

/** Wrong before anything was sent. */
function isLocal(error: unknown): boolean {
  const { message = '', code = '' } = (error ?? {}) as ServiceError;
  return (
    error instanceof TypeError || code === 'ERR_INVALID_URL' || /Region is missing/.test(message)
  );
}

/**
 * @param name for example `batch:SubmitJob`
 * @throws {CallFault}
 */
export async function call<T>(name: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    const { name: kind = 'Error', message = '', code } = (error ?? {}) as ServiceError;
    const detail = [code ?? kind, message].filter((part) => part !== '').join(': ');
    throw new CallFault(classify(error), name, detail, { cause: error });
  }
}

/** The one place that makes AWS clients. */
import { fromHttp } from '@aws-sdk/credential-provider-http';
import { EXIT, Fault } from './fault.ts';
import { type Environment, variable } from './identity.ts';
import { oneLine } from './text.ts';

/** Longer than the longest poll of a queue, which is 20 s. */
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * What every client of this program is made with. Whatever the SDK would otherwise look up in
 * configuration files is given here: a container has none, and reading them costs start-up time.
 *
 * @throws {InputFault} when the environment names no region
 * @throws {Fault} when it holds no credentials
 */
export function clientSettings(environment: Environment) {
  const endpoint = environment['AWS_ENDPOINT_URL'];
  return {
    region: variable(environment, 'AWS_REGION'),
    ...(endpoint && { endpoint }),
    // Otherwise the SQS client would follow the host in a queue's URL, past the endpoint.
    useQueueUrlAsEndpoint: false,
    credentials: credentials(environment),
    // Thousands of children start at once and are throttled together: eight attempts with the SDK's
    // growing, random pauses spread them over half a minute.
    maxAttempts: 8,
    retryMode: 'standard',
    defaultsMode: 'standard' as const,
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    userAgentAppId: 'array-job-worker',
    authSchemePreference: [],
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
    logger: SILENT,
  };
}

/** The SDK's warnings would mix into the log that carries the result; its errors are thrown anyway. */
const SILENT = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/**
 * A job's credentials come from its job role over HTTP, or by hand from the environment. The SDK's
 * whole default chain would also try files, browsers and the instance's own role, which is not meant
 * for jobs.
 */
function credentials(environment: Environment) {
  const accessKeyId = environment['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = environment['AWS_SECRET_ACCESS_KEY'];
  const sessionToken = environment['AWS_SESSION_TOKEN'];
  if (accessKeyId && secretAccessKey) {
    return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  }
  const relative = environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'];
  const full = environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  const place = relative
    ? { awsContainerCredentialsRelativeUri: relative }
    : full && { awsContainerCredentialsFullUri: full };
  if (!place) {
    throw new Fault(
      'no AWS credentials: the job definition must name a job role (JobRoleArn)',
      EXIT.failed,
    );
  }
  try {
    return fromHttp({ ...place, timeout: 2_000, maxRetries: 5, logger: SILENT });
  } catch (error) {
    throw new Fault(
      `AWS_CONTAINER_CREDENTIALS_*_URI is no place to get credentials from: ${oneLine(String(error), 200)}`,
      EXIT.failed,
      { cause: error },
    );
  }
}

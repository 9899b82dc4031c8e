/** The one place that makes AWS clients. */
import { fromEnv } from '@aws-sdk/credential-provider-env';
import { fromHttp } from '@aws-sdk/credential-provider-http';
import { EXIT, Fault } from './fault.ts';
import { type Environment, variable } from './identity.ts';

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
  if (environment['AWS_ACCESS_KEY_ID'] && environment['AWS_SECRET_ACCESS_KEY']) return fromEnv();
  const relative = environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'];
  const full = environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  if (relative || full) return fromHttp({ timeout: 2_000, maxRetries: 5, logger: SILENT });
  throw new Fault(
    'no AWS credentials: the job definition must name a job role (JobRoleArn)',
    EXIT.failed,
  );
}

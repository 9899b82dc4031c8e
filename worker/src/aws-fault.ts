/** What to make of an error that an AWS call ended with, after the SDK's own retries. */
import { EXIT, Fault, PassingFault } from './fault.ts';
import { oneLine } from './text.ts';

/** Refusals that time, or another host with its own clock and credentials, may cure. */
const PASSING = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'OverLimit',
  'QueueDeletedRecently',
  'RequestExpired',
  'RequestThrottled',
  'RequestTimeTooSkewed',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/** What the SDK tells of a failed call, as far as anything here depends on it. */
interface CallError extends Error {
  readonly $fault?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/**
 * Runs one AWS call and says of its failure which call it was and what to check.
 *
 * @param call service, operation and resource, for example `SQS SendMessage to Pi-results-1`
 * @param check what to look at when AWS refuses it, as the end of a sentence
 * @throws {PassingFault} after throttling, failures of the network and of the service
 * @throws {Fault} with exit code 1 when AWS refuses the call
 */
export async function call<T>(call: string, check: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw explain(call, check, error);
  }
}

function explain(call: string, check: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Fault) return error;
  const told = oneLine(`${error.name}: ${error.message || nested(error)}`, 400);
  return isRefusal(error)
    ? new Fault(`${call} was refused: ${told} (check ${check})`, EXIT.failed, { cause: error })
    : new PassingFault(`${call} did not get through: ${told}`, { cause: error });
}

/**
 * Only the service itself can refuse for good, and the SDK marks that as the client's fault.
 * Everything else (no connection, no answer, a garbled one, no credentials just now) may pass.
 */
function isRefusal(error: CallError): boolean {
  return (
    error.$fault === 'client' && error.$metadata?.httpStatusCode !== 429 && !PASSING.has(error.name)
  );
}

/** Node ties a failed connection's attempts into one error without a message of its own. */
function nested(error: Error): string {
  return error instanceof AggregateError ? error.errors.map(String).join(', ') : '';
}

/** How the queue of one run is called. Its name is all that its users share. */
import { InputFault } from './fault.ts';
import { type Environment, variable } from './identity.ts';

/** What SQS takes for a name. */
const QUEUE_NAME = /^[A-Za-z0-9_-]{1,80}$/;

/**
 * The results queue of an array job: `<RESULTS_QUEUE_PREFIX>-results-<array job id>`.
 *
 * @throws {InputFault} when the prefix is absent or makes no name that SQS takes
 */
export function queueName(environment: Environment, arrayJobId: string): string {
  const prefix = variable(environment, 'RESULTS_QUEUE_PREFIX');
  const name = `${prefix}-results-${arrayJobId}`;
  if (QUEUE_NAME.test(name)) return name;
  throw new InputFault(
    `RESULTS_QUEUE_PREFIX is ${JSON.stringify(prefix.slice(0, 80))}, which makes no queue name: letters, digits, - and _, at most ${79 - '-results-'.length - arrayJobId.length + 1}`,
  );
}

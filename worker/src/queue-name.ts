/** How the queue of one run is called. Its name is all that its users share. */
import { InputFault } from './fault.ts';
import { type Environment, variable } from './identity.ts';
import { oneLine } from './text.ts';

/** What SQS takes for a name. */
const LONGEST = 80;
const LETTERS = /^[A-Za-z0-9_-]+$/;
const INFIX = '-results-';

/**
 * The results queue of an array job: `<RESULTS_QUEUE_PREFIX>-results-<array job id>`.
 *
 * @throws {InputFault} when the prefix is absent or makes no name that SQS takes
 */
export function queueName(environment: Environment, arrayJobId: string): string {
  const prefix = variable(environment, 'RESULTS_QUEUE_PREFIX');
  const name = `${prefix}${INFIX}${arrayJobId}`;
  if (name.length <= LONGEST && LETTERS.test(name)) return name;
  const room = LONGEST - INFIX.length - arrayJobId.length;
  throw new InputFault(
    `RESULTS_QUEUE_PREFIX is ${JSON.stringify(oneLine(prefix, 80))}, which makes no queue name: it is at most ${room} letters, digits, - and _`,
  );
}

/** Executes a change set and waits until the stack has taken it, or has rolled it back. */
import type { Change } from '@aws-sdk/client-cloudformation';
import { type ChangeSetRequest, type OVERTAKEN, withChangeSet } from '../change-set/change-set.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { changeLines } from '../report/changes.ts';
import { failureSection } from '../report/failures.ts';
import { StackEvents } from './events.ts';
import { adviceFor, failureLine, rankFailures } from './root-cause.ts';
import { follow, type Settled, statusOf } from './settle.ts';
import { describeStack, type Stack } from './stack.ts';

export interface Deployed {
  /** There was nothing to change. */
  readonly isUnchanged: boolean;
  /** Of resources. */
  readonly changes: readonly Change[];
  readonly stack: Stack | undefined;
}

function failed(stackName: string, settled: Settled, token: string): Failure {
  const failures = rankFailures(settled.events, token);
  const status = statusOf(settled, token);
  const reason = settled.stack?.statusReason || 'CloudFormation gives no reason';
  const [cause] = failures;
  const advice = adviceFor(cause?.ResourceStatusReason ?? reason);
  return new Failure(
    cause === undefined ? `${stackName} is ${status}: ${reason}` : failureLine(cause),
    `${advice} ${stackName} is ${status ?? 'gone'}${status?.name.includes('ROLLBACK_COMPLETE') ? ': what was changed has been taken back' : ''}.`,
    { sections: failureSection(failures) },
  );
}

/**
 * @returns what was changed, or OVERTAKEN: another operation came in between
 * @throws {Failure} with the cause first if the stack did not take it
 */
export function deploy(
  context: Context,
  request: ChangeSetRequest,
): Promise<Deployed | typeof OVERTAKEN> {
  const { stackName } = request;
  return withChangeSet(context, request, async ({ isEmpty, changes, stackId }, execute) => {
    if (isEmpty) {
      return { isUnchanged: true, changes, stack: await describeStack(context, stackId) };
    }
    for (const line of changeLines(changes)) context.log.info(line);
    const events = new StackEvents(context, stackId);
    await events.skip();
    const token = context.unique('deploy');
    await execute(token);
    const settled = await follow(context, stackId, events);
    if (!statusOf(settled, token)?.succeeded) throw failed(stackName, settled, token);
    return { isUnchanged: false, changes, stack: settled.stack };
  });
}

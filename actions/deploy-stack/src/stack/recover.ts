/** Brings a stack from wherever it was left into a state that takes a change set. */
import { ContinueUpdateRollbackCommand } from '@aws-sdk/client-cloudformation';
import { call } from '../aws/call.ts';
import { isOvertaken } from '../aws/errors.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { failureSection } from '../report/failures.ts';
import { beyondRecovery } from './beyond-recovery.ts';
import { deleteAndWait } from './delete.ts';
import { StackEvents } from './events.ts';
import { rankFailures } from './root-cause.ts';
import { follow, whenIdle } from './settle.ts';
import type { Stack } from './stack.ts';

const PAUSE = 5_000;

/** What kind of change set the stack takes. */
export interface Ready {
  readonly type: 'CREATE' | 'UPDATE';
  /** Undefined if there is none yet; with CREATE it is an empty shell. */
  readonly stack: Stack | undefined;
}

/** @throws {Failure} if the rollback fails again, with its cause */
async function continueRollback(context: Context, stack: Stack, roleArn: string | undefined) {
  context.log.info(`${stack.name} is ${stack.status}: continuing the rollback.`);
  const events = new StackEvents(context, stack.id);
  await events.skip();
  const token = context.unique('rollback');
  await call(context, 'cloudformation:ContinueUpdateRollback', (options) =>
    context.clients.cloudFormation.send(
      new ContinueUpdateRollbackCommand({
        StackName: stack.id,
        ClientRequestToken: token,
        ...(roleArn === undefined ? {} : { RoleARN: roleArn }),
      }),
      options,
    ),
  );
  const settled = await follow(context, stack.id, events);
  if (settled.stack?.status.takesUpdates) return;
  const failures = rankFailures(settled.events, token);
  throw new Failure(
    `The rollback of ${stack.name} failed again (${settled.stack?.status}): ${failures[0]?.ResourceStatusReason ?? settled.stack?.statusReason}`,
    `Put right what the reason says, or leave the resource out: aws cloudformation continue-update-rollback --stack-name ${stack.name} --resources-to-skip ${failures[0]?.LogicalResourceId ?? '<resource>'}`,
    { sections: failureSection(failures) },
  );
}

/**
 * Waits for another's operation, continues a rollback that stuck, and deletes what was never
 * complete.
 *
 * @param roleArn the role that CloudFormation assumes, if not the stack's own
 * @throws {Failure} if the stack takes no change set even so
 */
export async function makeReady(
  context: Context,
  stackName: string,
  roleArn: string | undefined,
): Promise<Ready> {
  for (;;) {
    const stack = await whenIdle(context, stackName);
    if (stack === undefined) return { type: 'CREATE', stack };
    if (stack.status.isShell) return { type: 'CREATE', stack };
    if (stack.status.takesUpdates) return { type: 'UPDATE', stack };
    if (stack.status.rollbackIsStuck) {
      await continueRollback(context, stack, roleArn).catch(async (error: unknown) => {
        if (!isOvertaken(error)) throw error;
        await context.patience.pause(PAUSE, `another's operation on ${stackName}`);
      });
    } else if (stack.status.mustBeDeletedFirst) {
      context.log.info(`${stackName} is ${stack.status}: it can only be deleted and made again.`);
      await deleteAndWait(context, stack, roleArn);
    } else {
      throw beyondRecovery(stack);
    }
  }
}

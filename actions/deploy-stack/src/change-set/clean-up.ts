/** Takes back what an unexecuted change set leaves: itself, and perhaps an empty stack. */
import { DeleteChangeSetCommand, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { call } from '../aws/call.ts';
import { describeError, isMissingChangeSet, isMissingStack, isOvertaken } from '../aws/errors.ts';
import type { Context, Unfinished } from '../context.ts';
import { describeStack } from '../stack/stack.ts';
import { describeChangeSet } from './view.ts';

/** Milliseconds: a cancelled step is killed 7.5 s after it was told. `post` gets to try again. */
export const CLEAN_UP_TIME = 6_000;
const POLL = 1_000;

/** @returns false if it cannot be deleted because it is being executed */
async function deleteChangeSet(context: Context, { stackName, changeSetName }: Unfinished) {
  for (;;) {
    try {
      await call(context, 'cloudformation:DeleteChangeSet', (options) =>
        context.clients.cloudFormation.send(
          new DeleteChangeSetCommand({ ChangeSetName: changeSetName, StackName: stackName }),
          options,
        ),
      );
      return true;
    } catch (error) {
      if (isMissingChangeSet(error) || isMissingStack(error)) return true;
      if (!isOvertaken(error)) throw error;
    }
    // Either it is still being made, and cannot be deleted yet, or it is at work.
    const { ExecutionStatus: status } = await describeChangeSet(context, changeSetName, stackName);
    if (status?.startsWith('EXECUTE_')) return false;
    await context.patience.pause(POLL, `change set ${changeSetName}, to delete it`);
  }
}

async function deleteShell(context: Context, stackName: string): Promise<void> {
  const stack = await describeStack(context, stackName);
  if (!stack?.status.isShell) return;
  // By id: the name may soon mean a stack that somebody else has made.
  await call(context, 'cloudformation:DeleteStack', (options) =>
    context.clients.cloudFormation.send(new DeleteStackCommand({ StackName: stack.id }), options),
  );
  context.log.info(`Deleted the empty stack ${stackName} that the change set had made.`);
}

/**
 * Deletes a change set and the shell of a stack that it may have made. Works on borrowed time, so
 * that it also works when the command was cancelled or timed out; never throws, because it must
 * not hide why it was called, and leaves to `post` what it could not do.
 */
export async function deleteUnexecuted(
  outer: Context,
  unfinished: Unfinished,
  time = CLEAN_UP_TIME,
): Promise<void> {
  const context = { ...outer, patience: outer.patience.afresh(time) };
  const { changeSetName: name, stackName } = unfinished;
  try {
    if (await deleteChangeSet(context, unfinished)) {
      if (unfinished.makesShell) await deleteShell(context, stackName);
    } else {
      context.log.info(`Change set ${name} is being executed: ${stackName} is left to it.`);
    }
    context.remember(undefined);
  } catch (error) {
    context.log.warning(`Change set ${name} of ${stackName} is left over: ${describeError(error)}`);
  }
}

/** `delete`: the stack, what would block its deletion, and what would outlive it. */
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import type { Inputs } from '../inputs.ts';
import { duration } from '../patience.ts';
import type { Outcome } from '../report/outcome.ts';
import { definitionNames, deregisterRevisions } from '../runs/job-definitions.ts';
import { emptyQueues, queueArns } from '../runs/job-queues.ts';
import { deleteResultQueue, listResultQueues, resultsPrefix } from '../runs/result-queues.ts';
import { deleteAndWait, remnantsTable } from '../stack/delete.ts';
import { whenIdle } from '../stack/settle.ts';
import { listResources, type Stack } from '../stack/stack.ts';

interface Removed {
  jobs: number;
  revisions: number;
  queues: number;
}

function refuseProtected(stack: Stack): void {
  if (!stack.isProtected) return;
  throw new Failure(
    `${stack.name} has termination protection; nothing was touched.`,
    `Turn it off first: aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${stack.name}`,
  );
}

async function deleteResults(context: Context, prefix: string): Promise<number> {
  let count = 0;
  for (const queue of await listResultQueues(context, prefix)) {
    if (await deleteResultQueue(context, queue)) count += 1;
  }
  return count;
}

/**
 * The order matters: no jobs before the stack, so that its job queue and compute environment can
 * go; old revisions before it too, because once it is gone nothing tells their names.
 */
async function deleteStack(context: Context, inputs: Inputs, stack: Stack, removed: Removed) {
  refuseProtected(stack);
  const resources = await listResources(context, stack.id);
  const definitions = definitionNames(resources);
  removed.jobs += await emptyQueues(context, queueArns(resources));
  removed.revisions += await deregisterRevisions(context, definitions, 1);
  const kept = await deleteAndWait(context, stack, inputs.serviceRoleArn);
  removed.revisions += await deregisterRevisions(context, definitions, 0);
  return kept;
}

/** @throws {Failure} `left-over` if the stack does not go, naming what is left */
export async function deleteAll(context: Context, inputs: Inputs): Promise<Outcome> {
  const stack = await whenIdle(context, inputs.stackName);
  const prefix = resultsPrefix(inputs.prefix, stack?.outputs, inputs.stackName);
  const removed: Removed = { jobs: 0, revisions: 0, queues: 0 };
  const kept = stack === undefined ? [] : await deleteStack(context, inputs, stack, removed);
  removed.queues = await deleteResults(context, prefix);
  const also = `${removed.jobs} jobs terminated, ${removed.revisions} job definition revisions deregistered, ${removed.queues} result queues deleted`;
  const what =
    stack === undefined
      ? `There is no stack ${inputs.stackName}`
      : `${inputs.stackName} is gone after ${duration(context.patience.elapsed)}`;
  const rest = kept.length === 0 ? 'Nothing of it is left.' : `Resources kept: ${kept.length}.`;
  return {
    verdict: 'deleted',
    headline: `${what}: ${also}. ${rest}`,
    changes: '',
    sections:
      kept.length === 0 ? [] : [{ title: 'Kept, as the template says', body: remnantsTable(kept) }],
    stack: undefined,
  };
}

/** `delete`: the stack, what would block its deletion, and what would outlive it. */
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import type { Inputs } from '../inputs.ts';
import { duration } from '../patience.ts';
import type { Outcome } from '../report/outcome.ts';
import { definitionsOf, deregisterRevisions } from '../runs/job-definitions.ts';
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
 * The order matters: no jobs before anything else, so that nobody wants a result any more and the
 * job queue and the compute environment can go; old revisions before the stack too, because once
 * it is gone nothing tells their names; and the stack last, because it may stick.
 */
async function deleteStack(
  context: Context,
  inputs: Inputs,
  stack: Stack,
  prefix: string,
  removed: Removed,
) {
  refuseProtected(stack);
  const resources = await listResources(context, stack.id);
  const definitions = definitionsOf(resources, stack.outputs);
  removed.jobs += await emptyQueues(context, queueArns(resources));
  removed.queues += await deleteResults(context, prefix);
  removed.revisions += await deregisterRevisions(context, definitions, 1);
  const kept = await deleteAndWait(context, stack, inputs.serviceRoleArn);
  removed.revisions += await deregisterRevisions(context, definitions, 0);
  return kept;
}

function headline(stackName: string, removed: Removed, kept: number, took: string): string {
  const also = `${removed.jobs} jobs terminated, ${removed.revisions} job definition revisions deregistered, ${removed.queues} result queues deleted`;
  const rest = kept === 0 ? 'Nothing of it is left.' : `Resources kept: ${kept}.`;
  return `${stackName} is gone after ${took}: ${also}. ${rest}`;
}

async function deleteWithoutStack(
  context: Context,
  stackName: string,
  prefix: string,
): Promise<Outcome> {
  const queues = await deleteResults(context, prefix);
  return {
    verdict: 'deleted',
    headline: `There is no stack ${stackName}. ${queues} result queues deleted. If somebody else deleted the stack, revisions that it kept of its job definitions may still be active.`,
    changes: '',
    sections: [],
    stack: undefined,
  };
}

/** @throws {Failure} `left-over` if the stack does not go, naming what is left */
export async function deleteAll(context: Context, inputs: Inputs): Promise<Outcome> {
  const stack = await whenIdle(context, inputs.stackName);
  const prefix = resultsPrefix(inputs.prefix, stack?.outputs, inputs.stackName);
  if (stack === undefined) return await deleteWithoutStack(context, inputs.stackName, prefix);
  const removed: Removed = { jobs: 0, revisions: 0, queues: 0 };
  const kept = await deleteStack(context, inputs, stack, prefix, removed);
  return {
    verdict: 'deleted',
    headline: headline(stack.name, removed, kept.length, duration(context.patience.elapsed)),
    changes: '',
    sections:
      kept.length === 0 ? [] : [{ title: 'Kept, as the template says', body: remnantsTable(kept) }],
    stack: undefined,
  };
}

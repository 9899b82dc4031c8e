/** Empties job queues: a queue with jobs in it, or with more to come, holds up its deletion. */
import {
  DescribeJobQueuesCommand,
  TerminateJobCommand,
  UpdateJobQueueCommand,
} from '@aws-sdk/client-batch';
import type { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { call } from '../aws/call.ts';
import type { Context } from '../context.ts';
import { unfinishedJobs } from './unfinished-jobs.ts';

const POLL = 5_000;
const REASON = 'The stack of this job queue is being deleted.';

/** @returns ARNs of the job queues among a stack's resources. Pure */
export function queueArns(resources: readonly StackResourceSummary[]): readonly string[] {
  return resources
    .filter((resource) => resource.ResourceType === 'AWS::Batch::JobQueue')
    .filter((resource) => resource.ResourceStatus !== 'DELETE_COMPLETE')
    .flatMap((resource) => resource.PhysicalResourceId ?? []);
}

/** Waits while a queue is being changed: until then it takes no other change. */
async function steadyQueues(context: Context, queues: readonly string[]) {
  for (;;) {
    const { jobQueues = [] } = await call(context, 'batch:DescribeJobQueues', (options) =>
      context.clients.batch.send(new DescribeJobQueuesCommand({ jobQueues: [...queues] }), options),
    );
    const busy = jobQueues.find(({ status }) => status === 'CREATING' || status === 'UPDATING');
    if (busy === undefined) {
      return jobQueues.filter(({ status }) => status !== 'DELETED' && status !== 'DELETING');
    }
    await context.patience.pause(POLL, `job queue ${busy.jobQueueName} (${busy.status})`);
  }
}

/** A disabled queue still runs what it holds, but takes nothing new. */
async function disable(context: Context, queues: readonly string[]): Promise<readonly string[]> {
  const found = await steadyQueues(context, queues);
  for (const queue of found.filter(({ state }) => state === 'ENABLED')) {
    await call(context, 'batch:UpdateJobQueue', (options) =>
      context.clients.batch.send(
        new UpdateJobQueueCommand({ jobQueue: queue.jobQueueArn, state: 'DISABLED' }),
        options,
      ),
    );
    // Said because it stays so if the deletion ends here, and an apply sees no change in it.
    context.log.info(
      `Disabled job queue ${queue.jobQueueName}: it takes no job until the stack is made anew, or drift with heal enables it.`,
    );
  }
  return found.flatMap(({ jobQueueArn }) => jobQueueArn ?? []);
}

async function drain(context: Context, queue: string): Promise<number> {
  const told = new Set<string>();
  let last = -1;
  for (;;) {
    const jobs = await unfinishedJobs(context, queue);
    if (jobs.length !== last) context.log.info(`${jobs.length} jobs have not ended in ${queue}.`);
    last = jobs.length;
    if (jobs.length === 0) return told.size;
    for (const jobId of jobs.filter((id) => !told.has(id))) {
      await call(context, 'batch:TerminateJob', (options) =>
        context.clients.batch.send(new TerminateJobCommand({ jobId, reason: REASON }), options),
      );
      told.add(jobId);
    }
    await context.patience.pause(POLL, `${jobs.length} terminated jobs to end in ${queue}`);
  }
}

/**
 * Disables the queues, terminates what is in them and waits until it has ended.
 *
 * @returns how many jobs were terminated; an array job counts once
 */
export async function emptyQueues(context: Context, queues: readonly string[]): Promise<number> {
  if (queues.length === 0) return 0;
  let count = 0;
  for (const queue of await disable(context, queues)) count += await drain(context, queue);
  await steadyQueues(context, queues);
  return count;
}

/** `sweep`: deletes the result queues of runs that never got to summarize them. */
import { DescribeJobsCommand, type JobDetail } from '@aws-sdk/client-batch';
import { call } from '../aws/call.ts';
import type { Context } from '../context.ts';
import type { Inputs } from '../inputs.ts';
import { duration } from '../patience.ts';
import { code, table, text } from '../report/markdown.ts';
import type { Outcome } from '../report/outcome.ts';
import {
  deleteResultQueue,
  listResultQueues,
  madeAt,
  type ResultQueue,
  resultsPrefix,
} from '../runs/result-queues.ts';
import { unfinishedJobs } from '../runs/unfinished-jobs.ts';
import { describeStack, type Stack } from '../stack/stack.ts';

/** DescribeJobs takes so many ids. */
const BATCH = 100;
/** An output of the stack that names its job queue. */
const JOB_QUEUE = /^arn:[^:]+:batch:[^:]*:[^:]*:job-queue\//;

/** @returns what Batch knows of these jobs, by their ids */
async function describeJobs(context: Context, ids: readonly string[]) {
  const jobs = new Map<string, JobDetail>();
  for (let at = 0; at < ids.length; at += BATCH) {
    const page = await call(context, 'batch:DescribeJobs', (options) =>
      context.clients.batch.send(
        new DescribeJobsCommand({ jobs: ids.slice(at, at + BATCH) }),
        options,
      ),
    );
    for (const job of page.jobs ?? []) jobs.set(job.jobId ?? '', job);
  }
  return jobs;
}

/**
 * The summarize job of an array that has ended may itself wait for capacity, for however long.
 *
 * @returns ids of the array jobs that unfinished jobs name, as a dependency or as a parameter
 */
async function wantedArrays(context: Context, stack: Stack | undefined) {
  const wanted = new Set<string>();
  const outputs = [...(stack?.outputs.values() ?? [])];
  for (const queue of outputs.filter((value) => JOB_QUEUE.test(value))) {
    const jobs = await describeJobs(context, await unfinishedJobs(context, queue));
    for (const { dependsOn = [], parameters = {} } of jobs.values()) {
      for (const { jobId } of dependsOn) if (jobId !== undefined) wanted.add(jobId);
      for (const value of Object.values(parameters)) wanted.add(value);
    }
  }
  return wanted;
}

/**
 * Since when a run's queue has lain about: since its array job ended, or if Batch has forgotten the
 * job, since the queue was made. Counted from then rather than from the queue's making, because
 * the summarize job of a long run begins when the array has ended. Pure.
 *
 * @param queueMade milliseconds since the epoch
 * @returns milliseconds since the epoch, undefined while the array job goes on
 */
export function uselessSince(job: JobDetail | undefined, queueMade: number): number | undefined {
  if (job === undefined) return queueMade;
  if (job.status !== 'SUCCEEDED' && job.status !== 'FAILED') return undefined;
  return job.stoppedAt ?? queueMade;
}

async function verdictOn(
  context: Context,
  queue: ResultQueue,
  job: JobDetail | undefined,
  age: number,
) {
  const made = await madeAt(context, queue);
  if (made === undefined) return 'gone already';
  const since = uselessSince(job, made);
  if (since === undefined) return `kept: its array job is ${job?.status}`;
  const useless = context.patience.now() - since;
  const state = job === undefined ? 'unknown to Batch' : `ended as ${job.status}`;
  if (useless < age)
    return `kept: its array job is ${state}, and that for less than ${duration(age)}`;
  return (await deleteResultQueue(context, queue))
    ? `deleted: its array job is ${state}`
    : 'gone already';
}

/** @returns what became of every queue; a run that may still want its queue keeps it */
export async function sweep(context: Context, inputs: Inputs): Promise<Outcome> {
  const stack = await describeStack(context, inputs.stackName);
  const prefix = resultsPrefix(inputs.prefix, stack?.outputs, inputs.stackName);
  const queues = await listResultQueues(context, prefix);
  const jobs = await describeJobs(
    context,
    queues.map(({ arrayJobId }) => arrayJobId),
  );
  const wanted = await wantedArrays(context, stack);
  const rows: string[][] = [];
  for (const queue of queues) {
    const job = jobs.get(queue.arrayJobId);
    const verdict = wanted.has(queue.arrayJobId)
      ? 'kept: a job that has not ended wants it'
      : await verdictOn(context, queue, job, inputs.olderThan);
    context.log.info(`${prefix}-results-${queue.arrayJobId}: ${verdict}`);
    rows.push([code(queue.arrayJobId), text(verdict)]);
  }
  const deleted = rows.filter(([, verdict]) => verdict?.startsWith('deleted')).length;
  return {
    verdict: 'swept',
    headline: `${deleted} of ${queues.length} result queues ${prefix}-results-* deleted.`,
    changes: '',
    sections:
      rows.length === 0
        ? []
        : [{ title: 'Result queues', body: table(['Array job', 'Queue'], rows) }],
    stack,
  };
}

/** The jobs in a queue that have not ended. */
import { type JobStatus, ListJobsCommand } from '@aws-sdk/client-batch';
import { call } from '../aws/call.ts';
import type { Context } from '../context.ts';

/** ListJobs lists one status at a time, and RUNNING alone if it is not told. */
const UNFINISHED: readonly JobStatus[] = [
  'SUBMITTED',
  'PENDING',
  'RUNNABLE',
  'STARTING',
  'RUNNING',
];

/**
 * @param queue name or ARN of a job queue
 * @returns ids of the jobs that have not ended; an array job is one
 */
export async function unfinishedJobs(context: Context, queue: string): Promise<readonly string[]> {
  // In the order in which a job goes through them, so that one that moves on meanwhile is seen later.
  const ids = new Set<string>();
  for (const jobStatus of UNFINISHED) {
    let token: string | undefined;
    do {
      const page = await call(context, 'batch:ListJobs', (options) =>
        context.clients.batch.send(
          new ListJobsCommand({ jobQueue: queue, jobStatus, nextToken: token }),
          options,
        ),
      );
      for (const { jobId } of page.jobSummaryList ?? []) if (jobId !== undefined) ids.add(jobId);
      token = page.nextToken;
    } while (token !== undefined);
  }
  return [...ids];
}

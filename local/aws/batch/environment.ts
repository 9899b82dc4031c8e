import type { RunJob } from './model.ts';
import type { BatchResources } from './resources.ts';

/**
 * What a container sees: what the job sets, Batch's own variables, and where this AWS is. AWS_REGION
 * is not among Batch's: on EC2 nothing sets it, so the job definition must.
 *
 * @param attempt from 1
 * @param endpoint how a container reaches this AWS instead of the real one
 */
export function childEnvironment(
  job: RunJob,
  attempt: number,
  resources: BatchResources,
  endpoint: Readonly<Record<string, string>>,
): Record<string, string> {
  const queue = resources.queue(job.spec.queueArn);
  const compute = resources.environment(queue?.computeEnvironments[0] ?? '');
  return {
    ...Object.fromEntries(job.spec.environment.map(({ name, value }) => [name, value])),
    AWS_BATCH_JOB_ID: job.id,
    AWS_BATCH_JOB_ATTEMPT: String(attempt),
    AWS_BATCH_JQ_NAME: queue?.name ?? '',
    AWS_BATCH_CE_NAME: compute?.name ?? '',
    ...(job.array && {
      AWS_BATCH_JOB_ARRAY_INDEX: String(job.index),
      AWS_BATCH_JOB_ARRAY_SIZE: String(job.array.children.length),
    }),
    ...endpoint,
  };
}

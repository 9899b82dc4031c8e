/** What AWS Batch says of an array job: DescribeJobs behind two questions. */
import { BatchClient, DescribeJobsCommand, type JobDetail } from '@aws-sdk/client-batch';
import { call } from './aws-fault.ts';
import { clientSettings } from './clients.ts';
import { InputFault } from './fault.ts';
import type { Environment } from './identity.ts';
import type { ArrayJobs, ArrayState } from './outside.ts';

/** @returns Batch, with a client of its own */
export function connectBatch(environment: Environment): ArrayJobs {
  return arrayJobs(new BatchClient(clientSettings(environment)));
}

export function arrayJobs(client: BatchClient): ArrayJobs {
  const job = async (jobId: string, signal: AbortSignal) => {
    const { jobs = [] } = await call(
      `Batch DescribeJobs of ${jobId}`,
      'that the job role allows batch:DescribeJobs',
      () => client.send(new DescribeJobsCommand({ jobs: [jobId] }), { abortSignal: signal }),
    );
    return jobs[0];
  };
  return {
    async describe(arrayJobId, signal) {
      const found = await job(arrayJobId, signal);
      if (found) return stateOf(found);
      throw new InputFault(
        `AWS Batch knows no job ${arrayJobId}: it forgets a job about a week after its end`,
      );
    },
    async dependencyOf(jobId, signal) {
      const named = (await job(jobId, signal))?.dependsOn ?? [];
      const ids = named.flatMap(({ jobId: id }) => id ?? []);
      const [only] = ids;
      if (only !== undefined && ids.length === 1) return only;
      const told = ids.length === 0 ? 'no job' : `${ids.length} jobs`;
      throw new InputFault(
        `AWS Batch names ${told} that this one depends on: set the parameter arrayJob to the array job's id`,
      );
    },
  };
}

function stateOf({ status, arrayProperties }: JobDetail): ArrayState {
  const succeeded = status === 'SUCCEEDED';
  const ended = succeeded || status === 'FAILED';
  // A plain job has no array properties and is its own only child.
  const size = arrayProperties?.size ?? 1;
  if (succeeded) return { size, succeeded: size, settled: true };
  const { SUCCEEDED = 0, FAILED = 0 } =
    arrayProperties?.statusSummary ?? (status === 'FAILED' ? { FAILED: 1 } : {});
  return { size, succeeded: SUCCEEDED, settled: ended && SUCCEEDED + FAILED >= size };
}

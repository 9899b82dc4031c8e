/** Submits and watches jobs of the deployed template. */
import {
  DescribeJobsCommand,
  type JobDetail,
  SubmitJobCommand,
  type SubmitJobCommandInput,
} from '@aws-sdk/client-batch';
import type { Started } from '../start.ts';

type Batch = Pick<Started, 'batch' | 'outputs'>;

/** Submits a job of the calculate definition. @returns its id */
export async function submit(
  { batch, outputs }: Batch,
  input: Partial<SubmitJobCommandInput> = {},
): Promise<string> {
  const { jobId = '' } = await batch.send(
    new SubmitJobCommand({
      jobName: 'test',
      jobQueue: outputs['JobQueueArn'],
      jobDefinition: outputs['CalculateJobDefinitionArn'],
      ...input,
    }),
  );
  return jobId;
}

export async function describeJob({ batch }: Batch, id: string): Promise<JobDetail> {
  const { jobs } = await batch.send(new DescribeJobsCommand({ jobs: [id] }));
  const [job] = jobs ?? [];
  if (!job) throw new Error(`there is no job ${id}`);
  return job;
}

/** Asks until the job is as wanted; the test's own time limit ends a wait in vain. */
export async function until(
  batch: Batch,
  id: string,
  wanted: (job: JobDetail) => boolean,
): Promise<JobDetail> {
  for (;;) {
    const job = await describeJob(batch, id);
    if (wanted(job)) return job;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const ended = ({ status }: JobDetail) => status === 'SUCCEEDED' || status === 'FAILED';

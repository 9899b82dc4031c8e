/** Submits and follows jobs of the probe. */
import {
  DescribeJobsCommand,
  type JobDetail,
  ListJobsCommand,
  SubmitJobCommand,
  type SubmitJobCommandInput,
} from '@aws-sdk/client-batch';
import { freshName, type World } from './world.ts';

/** A world where containers start slowly takes seconds a job; nothing takes longer than this. */
const PATIENCE_MS = 120_000;
const POLL_MS = 100;
/** A parent that has not ended so long after its last child never will. */
const PARENT_PATIENCE_MS = 3000;

/** Submits a job that runs these words of the probe. @returns its id */
export async function submit(
  { batch, outputs }: World,
  words: readonly string[],
  input: Partial<SubmitJobCommandInput> = {},
): Promise<string> {
  const { jobId = '' } = await batch.send(
    new SubmitJobCommand({
      jobName: freshName(),
      jobQueue: outputs['JobQueueArn'],
      jobDefinition: outputs['CalculateJobDefinitionArn'],
      containerOverrides: { command: [...words] },
      ...input,
    }),
  );
  return jobId;
}

export async function find({ batch }: World, id: string): Promise<JobDetail | undefined> {
  const { jobs = [] } = await batch.send(new DescribeJobsCommand({ jobs: [id] }));
  return jobs.find(({ jobId }) => jobId === id);
}

/** @throws {Error} when it is not so in time */
export async function until(
  world: World,
  id: string,
  wanted: (job: JobDetail) => boolean,
): Promise<JobDetail> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const job = await find(world, id);
    if (job && wanted(job)) return job;
    if (Date.now() > deadline) throw new Error(`job ${id} is ${job?.status} and stays so`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

export const hasEnded = ({ status }: JobDetail) => status === 'SUCCEEDED' || status === 'FAILED';

/** Runs a job to its end. */
export async function run(
  world: World,
  words: readonly string[],
  input: Partial<SubmitJobCommandInput> = {},
): Promise<JobDetail> {
  return until(world, await submit(world, words, input), hasEnded);
}

/** Waits for all children of an array and then, for a while, for the array. */
export async function settle(world: World, id: string): Promise<JobDetail> {
  const childrenEnded = ({ arrayProperties }: JobDetail) => {
    const { SUCCEEDED = 0, FAILED = 0 } = arrayProperties?.statusSummary ?? {};
    return SUCCEEDED + FAILED === arrayProperties?.size;
  };
  await until(world, id, childrenEnded);
  const deadline = Date.now() + PARENT_PATIENCE_MS;
  return until(world, id, (job) => hasEnded(job) || Date.now() > deadline);
}

/** Ids of jobs, all pages. */
export async function list(
  { batch }: World,
  input: Omit<ListJobsCommand['input'], 'nextToken'>,
): Promise<string[]> {
  const ids: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await batch.send(new ListJobsCommand({ ...input, nextToken }));
    ids.push(...(page.jobSummaryList ?? []).map(({ jobId }) => jobId ?? ''));
    nextToken = page.nextToken;
  } while (nextToken);
  return ids;
}

/** Submits and follows jobs of the probe. */
import {
  DescribeJobsCommand,
  type JobDetail,
  ListJobsCommand,
  SubmitJobCommand,
  type SubmitJobCommandInput,
  TerminateJobCommand,
} from '@aws-sdk/client-batch';
import { eventually, freshName, same, type World } from './world.ts';

/** Submits a job that runs these words of the probe. @returns its id */
export async function submit(
  { batch, outputs, command }: World,
  words: readonly string[],
  input: Partial<SubmitJobCommandInput> = {},
): Promise<string> {
  const { jobId = '' } = await batch.send(
    new SubmitJobCommand({
      jobName: freshName(),
      jobQueue: outputs['JobQueueArn'],
      jobDefinition: outputs['CalculateJobDefinitionArn'],
      containerOverrides: { command: command(words) },
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
  const { patienceMs, pollMs } = world.pace;
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const job = await find(world, id);
    if (job && wanted(job)) return job;
    if (Date.now() > deadline) throw new Error(`job ${id} is ${job?.status} and stays so`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

export const isRunning = ({ status }: JobDetail) => status === 'RUNNING';
export const hasEnded = ({ status }: JobDetail) => status === 'SUCCEEDED' || status === 'FAILED';

/** Runs a job to its end. */
export async function run(
  world: World,
  words: readonly string[],
  input: Partial<SubmitJobCommandInput> = {},
): Promise<JobDetail> {
  return until(world, await submit(world, words, input), hasEnded);
}

/** A job when it has ended, or as it is after a while: it never will then. */
export function endSoon(world: World, id: string): Promise<JobDetail> {
  const deadline = Date.now() + world.pace.settleMs;
  return until(world, id, (job) => hasEnded(job) || Date.now() > deadline);
}

/** Waits for all children of an array and then, for a while, for the array. */
export async function settle(world: World, id: string): Promise<JobDetail> {
  await until(world, id, ({ arrayProperties }) => {
    const { SUCCEEDED = 0, FAILED = 0 } = arrayProperties?.statusSummary ?? {};
    return SUCCEEDED + FAILED === arrayProperties?.size;
  });
  return endSoon(world, id);
}

/** Ids of jobs, all pages. */
export async function list(
  world: World,
  input: Omit<ListJobsCommand['input'], 'nextToken'>,
): Promise<string[]> {
  const ids: string[] = [];
  let nextToken: string | undefined;
  do {
    const command = new ListJobsCommand({ ...input, nextToken });
    const page = await eventually(world, () => world.batch.send(command));
    ids.push(...(page.jobSummaryList ?? []).map(({ jobId }) => jobId ?? ''));
    nextToken = page.nextToken;
  } while (nextToken);
  return ids;
}

/** Terminates jobs with the reason `contract`, and waits for the end of each. */
export async function terminate(world: World, ...ids: readonly string[]): Promise<JobDetail[]> {
  for (const jobId of ids) {
    await world.batch.send(new TerminateJobCommand({ jobId, reason: 'contract' }));
  }
  return Promise.all(ids.map((id) => until(world, id, hasEnded)));
}

/** @throws {Error} unless the list has just these ids, in any order, as soon as all of it is seen */
export function listed(
  world: World,
  input: Omit<ListJobsCommand['input'], 'nextToken'>,
  ids: readonly string[],
  what: string,
): Promise<void> {
  return eventually(world, async () => {
    same((await list(world, input)).toSorted(), ids.toSorted(), what);
  });
}

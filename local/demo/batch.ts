/** What the demo asks Batch: its jobs, how far they are, and which children were reclaimed. */
import {
  type BatchClient,
  DescribeJobsCommand,
  type JobDetail,
  ListJobsCommand,
} from '@aws-sdk/client-batch';

/** The stack's job queue and job definitions, by ARN. */
export interface Definitions {
  readonly queue: string;
  readonly calculate: string;
  readonly summarize: string;
}

/** The two jobs of a run. */
export interface Jobs {
  readonly array: JobDetail;
  readonly summarize: JobDetail;
}

/** An attempt that its host's end cut short. */
export interface Reclaim {
  readonly index: number;
  readonly reason: string;
}

/** DescribeJobs takes no more ids than this. */
const MAX_IDS = 100;

/** The ids of the run's jobs on this queue, or undefined before both are there. */
export async function findJobs(
  batch: BatchClient,
  { queue, calculate, summarize }: Definitions,
): Promise<readonly [array: string, summarize: string] | undefined> {
  // Without a filter Batch lists what is RUNNING, which an array job never is.
  const { jobSummaryList = [] } = await batch.send(
    new ListJobsCommand({ jobQueue: queue, filters: [{ name: 'JOB_NAME', values: ['*'] }] }),
  );
  const [array, gathering] = [calculate, summarize].map(
    (definition) => jobSummaryList.find((job) => job.jobDefinition === definition)?.jobId,
  );
  return array === undefined || gathering === undefined ? undefined : [array, gathering];
}

/** One call, whatever the array size; undefined while Batch does not know both jobs yet. */
export async function describe(
  batch: BatchClient,
  [arrayId, summarizeId]: readonly [array: string, summarize: string],
): Promise<Jobs | undefined> {
  const { jobs = [] } = await batch.send(new DescribeJobsCommand({ jobs: [arrayId, summarizeId] }));
  const array = jobs.find((job) => job.jobId === arrayId);
  const summarize = jobs.find((job) => job.jobId === summarizeId);
  return array && summarize && { array, summarize };
}

/** The id of a child; a plain job is its own only child. */
export function childId(array: string, index: number, size: number): string {
  return size === 1 ? array : `${array}:${index}`;
}

/** Which of these children lost an attempt, in order of index, with the reason that Batch gives. */
export async function reclaims(
  batch: BatchClient,
  array: string,
  indices: readonly number[],
  size: number,
): Promise<Reclaim[]> {
  const found: Reclaim[] = [];
  for (let from = 0; from < indices.length; from += MAX_IDS) {
    const ids = indices.slice(from, from + MAX_IDS).map((index) => childId(array, index, size));
    const { jobs = [] } = await batch.send(new DescribeJobsCommand({ jobs: ids }));
    for (const { attempts = [], jobId = '' } of jobs) {
      const reason = attempts
        .map((a) => a.statusReason ?? '')
        .find((r) => r.startsWith('Host EC2'));
      if (reason) found.push({ index: Number(jobId.split(':')[1] ?? 0), reason });
    }
  }
  return found.sort((a, b) => a.index - b.index);
}

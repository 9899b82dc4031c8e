import {
  type BatchClient,
  DescribeJobsCommand,
  type JobDetail,
  type JobSummary,
  ListJobsCommand,
  SubmitJobCommand,
  TerminateJobCommand,
} from '@aws-sdk/client-batch';
import {
  type BatchPort,
  type Counts,
  type Job,
  type ListedJob,
  STATUSES,
} from '../array-job/ports.ts';
import { call } from './call.ts';

/** Batch, as the array job sees it. */
export function batchPort(client: BatchClient): BatchPort {
  return {
    submit: (job) =>
      call('batch:SubmitJob', async () => {
        const { jobId } = await client.send(
          new SubmitJobCommand({
            jobName: job.name,
            jobQueue: job.queue,
            jobDefinition: job.definition,
            parameters: job.parameters,
            tags: job.tags,
            ...(job.size > 1 ? { arrayProperties: { size: job.size } } : {}),
            ...(job.dependsOn === undefined ? {} : { dependsOn: [{ jobId: job.dependsOn }] }),
          }),
        );
        if (jobId === undefined) throw new Error('the answer holds no job id');
        return jobId;
      }),

    describe: (ids, signal) =>
      call('batch:DescribeJobs', async () => {
        const command = new DescribeJobsCommand({ jobs: [...ids] });
        const { jobs = [] } = await client.send(command, options(signal));
        return jobs.map(toJob);
      }),

    named: (queue, name, signal) =>
      call('batch:ListJobs', async () => {
        const filters = [{ name: 'JOB_NAME', values: [name] }];
        // The filter takes no account of case, and children bear their array's name: whether they
        // are listed is not said, and none of them was submitted by itself.
        const submitted = (job: ListedJob) => job.name === name && !job.id.includes(':');
        const found: ListedJob[] = [];
        let nextToken: string | undefined;
        do {
          const command = new ListJobsCommand({ jobQueue: queue, filters, nextToken });
          const page = await client.send(command, options(signal));
          found.push(...(page.jobSummaryList ?? []).map(toListed).filter(submitted));
          // A page may be empty before the last one.
          nextToken = page.nextToken;
        } while (nextToken !== undefined);
        return found;
      }),

    async *children(arrayJobId, status, signal) {
      let nextToken: string | undefined;
      do {
        const page = await call('batch:ListJobs', () =>
          client.send(
            new ListJobsCommand({ arrayJobId, jobStatus: status, nextToken, maxResults: 1_000 }),
            options(signal),
          ),
        );
        yield (page.jobSummaryList ?? []).map(toListed);
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
    },

    terminate: (id, reason) =>
      call('batch:TerminateJob', async () => {
        await client.send(new TerminateJobCommand({ jobId: id, reason }));
      }),
  };
}

function options(signal: AbortSignal | undefined) {
  return signal === undefined ? {} : { abortSignal: signal };
}

function toJob(job: JobDetail): Job {
  const { container, arrayProperties } = job;
  return {
    ...identity(job),
    definition: job.jobDefinition ?? '',
    parameters: job.parameters ?? {},
    createdAt: job.createdAt,
    logStream: container?.logStreamName,
    vcpus: vcpusOf(job),
    attempts: (job.attempts ?? []).map((attempt) => ({
      startedAt: attempt.startedAt || undefined,
      stoppedAt: attempt.stoppedAt,
      statusReason: attempt.statusReason,
      exitCode: attempt.container?.exitCode,
      reason: attempt.container?.reason,
      logStream: attempt.container?.logStreamName,
    })),
    array:
      arrayProperties?.size === undefined
        ? undefined
        : { size: arrayProperties.size, counts: toCounts(arrayProperties.statusSummary ?? {}) },
  };
}

function toListed(job: JobSummary): ListedJob {
  return { ...identity(job), index: job.arrayProperties?.index };
}

/** What a description and a row of a list have in common. */
function identity(job: JobDetail | JobSummary) {
  return {
    id: job.jobId ?? '',
    name: job.jobName ?? '',
    status: job.status ?? 'SUBMITTED',
    statusReason: job.statusReason,
    // DescribeJobs says 0 until a job has run.
    startedAt: job.startedAt || undefined,
    stoppedAt: job.stoppedAt,
    exitCode: job.container?.exitCode,
    reason: job.container?.reason,
  };
}

function toCounts(summary: Record<string, number>): Counts {
  return Object.fromEntries(STATUSES.map((status) => [status, summary[status] ?? 0]));
}

function vcpusOf({ container }: JobDetail): number | undefined {
  const value = container?.resourceRequirements?.find(({ type }) => type === 'VCPU')?.value;
  return value === undefined ? undefined : Number(value);
}

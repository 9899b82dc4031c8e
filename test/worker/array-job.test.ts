import {
  BatchClient,
  BatchServiceException,
  DescribeJobsCommand,
  type JobDetail,
} from '@aws-sdk/client-batch';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { arrayJobs } from '../../worker/src/array-job.ts';
import { EXIT, InputFault } from '../../worker/src/fault.ts';

const never = new AbortController().signal;
const client = new BatchClient({ region: 'eu-west-1' });
const batch = mockClient(client);
const jobs = arrayJobs(client);

/** Makes Batch answer with one job. */
function answer(job: Partial<JobDetail>): void {
  batch.on(DescribeJobsCommand).resolves({ jobs: [job as JobDetail] });
}

const array = (status: JobDetail['status'], size: number, statusSummary: Record<string, number>) =>
  ({ status, arrayProperties: { size, statusSummary } }) satisfies Partial<JobDetail>;

beforeEach(() => {
  batch.reset();
});

describe('describe', () => {
  it.each<[string, Partial<JobDetail>, object]>([
    [
      'an array that runs',
      array('PENDING', 10, { RUNNING: 4, SUCCEEDED: 6 }),
      { size: 10, succeeded: 6, settled: false },
    ],
    [
      'an array that has succeeded, whose counts lag behind',
      array('SUCCEEDED', 10, { RUNNING: 1, SUCCEEDED: 9 }),
      { size: 10, succeeded: 10, settled: true },
    ],
    [
      'an array that has failed in part',
      array('FAILED', 10, { SUCCEEDED: 8, FAILED: 2 }),
      { size: 10, succeeded: 8, settled: true },
    ],
    [
      'an array that has failed, whose counts lag behind',
      array('FAILED', 10, { SUCCEEDED: 7, FAILED: 2, RUNNING: 1 }),
      { size: 10, succeeded: 7, settled: false },
    ],
    ['a plain job that runs', { status: 'RUNNING' }, { size: 1, succeeded: 0, settled: false }],
    ['a plain job that is done', { status: 'SUCCEEDED' }, { size: 1, succeeded: 1, settled: true }],
    ['a plain job that failed', { status: 'FAILED' }, { size: 1, succeeded: 0, settled: true }],
  ])('reads %s', async (_, job, state) => {
    answer(job);
    await expect(jobs.describe('run', never)).resolves.toEqual(state);
    expect(batch.commandCalls(DescribeJobsCommand)[0]?.args[0].input).toEqual({ jobs: ['run'] });
  });

  it('says that there is no such job', async () => {
    batch.on(DescribeJobsCommand).resolves({ jobs: [] });
    const asking = jobs.describe('run', never);
    await expect(asking).rejects.toThrow(InputFault);
    await expect(asking).rejects.toThrow('AWS Batch knows no job run');
  });

  it('names the call that was refused and the right it needs', async () => {
    const denied = new BatchServiceException({
      name: 'AccessDeniedException',
      message: 'told so',
      $fault: 'client',
      $metadata: { httpStatusCode: 403 },
    });
    batch.on(DescribeJobsCommand).rejects(denied);
    await expect(jobs.describe('run', never)).rejects.toMatchObject({
      exitCode: EXIT.failed,
      message: expect.stringContaining('Batch DescribeJobs of run was refused: AccessDenied'),
    });
  });
});

describe('dependencyOf', () => {
  it('is the one job that Batch names', async () => {
    answer({ dependsOn: [{ jobId: 'run' }] });
    await expect(jobs.dependencyOf('self', never)).resolves.toBe('run');
  });

  it.each<[string, JobDetail['dependsOn'], string]>([
    ['none', [], 'AWS Batch names no job'],
    ['nothing at all', undefined, 'AWS Batch names no job'],
    ['two', [{ jobId: 'a' }, { jobId: 'b' }], 'AWS Batch names 2 jobs'],
    ['one without an id', [{ type: 'SEQUENTIAL' }], 'AWS Batch names no job'],
  ])('says which parameter to set when Batch names %s', async (_, dependsOn, told) => {
    answer({ ...(dependsOn && { dependsOn }) });
    const asking = jobs.dependencyOf('self', never);
    await expect(asking).rejects.toThrow(InputFault);
    await expect(asking).rejects.toThrow(told);
    await expect(asking).rejects.toThrow("set the parameter arrayJob to the array job's id");
  });
});

import {
  DescribeJobsCommand,
  ListJobsCommand,
  type ListJobsCommandInput,
  type SubmitJobCommandInput,
  TerminateJobCommand,
} from '@aws-sdk/client-batch';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inProcessRunner, type RunnableJob } from '../../../../local/aws/index.ts';
import { type Started, start } from '../start.ts';
import { describeJob, ended, submit, until } from './jobs.ts';

let aws: Started;
const ran = new Map<string, RunnableJob>();
beforeAll(async () => {
  const runner = inProcessRunner(async (job) => {
    ran.set(job.jobId, job);
    return 0;
  });
  aws = await start({ runner, vcpus: 4 });
});
afterAll(() => aws.aws.close());

describe('SubmitJob refuses with a ClientException', () => {
  it.each<[string, Partial<SubmitJobCommandInput>, RegExp]>([
    ['an array of 1', { arrayProperties: { size: 1 } }, /from 2 to 10000/],
    ['an array of 10,001', { arrayProperties: { size: 10_001 } }, /from 2 to 10000/],
    ['a name with a space', { jobName: 'a b' }, /jobName/],
    ['a queue that there is not', { jobQueue: 'Nothing' }, /JobQueue Nothing not found/],
    [
      'a definition that there is not',
      { jobDefinition: 'Pi-Calculate:9' },
      /Pi-Calculate:9 not found/,
    ],
    ['a dependency that there is not', { dependsOn: [{ jobId: 'none' }] }, /none/],
    ['more than 20 dependencies', { dependsOn: Array(21).fill({ jobId: 'none' }) }, /dependsOn/],
    ['an empty word in the command', { containerOverrides: { command: ['a', ''] } }, /command/],
    [
      'a variable of its own',
      { containerOverrides: { environment: [{ name: 'AWS_BATCH_X', value: '' }] } },
      /AWS_BATCH/,
    ],
    ['a timeout below a minute', { timeout: { attemptDurationSeconds: 59 } }, /from 60/],
    ['11 attempts', { retryStrategy: { attempts: 11 } }, /from 1 to 10/],
    ['what the local AWS does not model', { shareIdentifier: 'a' }, /shareIdentifier is not known/],
  ])('%s', async (_name, input, message) => {
    const refused = submit(aws, input);
    await expect(refused).rejects.toMatchObject({ name: 'ClientException', $fault: 'client' });
    await expect(refused).rejects.toThrow(message);
  });
});

describe('a submission', () => {
  it('fills in the parameters of the command and overrides the environment', async () => {
    const id = await submit(aws, {
      parameters: { samples: '7', other: 'x' },
      containerOverrides: { environment: [{ name: 'RESULTS_QUEUE_PREFIX', value: 'Mine' }] },
      tags: { run: '1' },
    });
    await until(aws, id, ended);
    expect(ran.get(id)?.command).toEqual(['calculate', '--samples', '7', '--seed', 'auto']);
    expect(ran.get(id)?.environment['RESULTS_QUEUE_PREFIX']).toBe('Mine');
    expect(await describeJob(aws, id)).toMatchObject({
      parameters: { seed: 'auto' },
      tags: { run: '1' },
    });
  });

  it('leaves a parameter without a value as it is', async () => {
    const id = await submit(aws, {
      containerOverrides: { command: ['Ref::nothing', 'Ref::seed'] },
    });
    await until(aws, id, ended);
    expect(ran.get(id)?.command).toEqual(['Ref::nothing', 'auto']);
  });

  it('gives a child exactly its environment', async () => {
    const id = await submit(aws, { arrayProperties: { size: 2 } });
    await until(aws, id, ended);
    const { aws: local } = aws;
    expect(ran.get(`${id}:1`)?.environment).toEqual({
      AWS_BATCH_JOB_ID: `${id}:1`,
      AWS_BATCH_JOB_ARRAY_INDEX: '1',
      AWS_BATCH_JOB_ARRAY_SIZE: '2',
      AWS_BATCH_JOB_ATTEMPT: '1',
      AWS_BATCH_JQ_NAME: 'Pi',
      AWS_BATCH_CE_NAME: expect.stringMatching(/^Pi-/),
      AWS_REGION: 'local-1',
      RESULTS_QUEUE_PREFIX: 'Pi',
      AWS_ENDPOINT_URL: local.endpoint,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${local.endpoint}/credentials`,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    });
  });

  it('of a plain job has neither index nor size', async () => {
    const id = await submit(aws, { jobQueue: 'Pi', jobDefinition: 'Pi-Calculate' });
    await until(aws, id, ended);
    expect(
      Object.keys(ran.get(id)?.environment ?? {}).filter((name) => /ARRAY/.test(name)),
    ).toEqual([]);
  });
});

describe('DescribeJobs', () => {
  it('leaves out what there is not, and takes 100 ids', async () => {
    const ids = Array.from({ length: 100 }, (_each, at) => `none${at}`);
    expect((await aws.batch.send(new DescribeJobsCommand({ jobs: ids }))).jobs).toEqual([]);
    const refused = aws.batch.send(new DescribeJobsCommand({ jobs: [...ids, 'more'] }));
    await expect(refused).rejects.toMatchObject({ name: 'ClientException' });
  });
});

describe('TerminateJob', () => {
  it('needs a job', async () => {
    const refused = aws.batch.send(new TerminateJobCommand({ jobId: 'none', reason: 'x' }));
    await expect(refused).rejects.toMatchObject({ name: 'ClientException' });
  });

  it('is accepted for a job that has ended, and changes nothing', async () => {
    const id = await submit(aws);
    const before = await until(aws, id, ended);
    await aws.batch.send(new TerminateJobCommand({ jobId: id, reason: 'x' }));
    expect(await describeJob(aws, id)).toEqual({ ...before, $metadata: undefined });
  });
});

describe('ListJobs', () => {
  const ids = async (input: ListJobsCommandInput) => {
    const { jobSummaryList, nextToken } = await aws.batch.send(new ListJobsCommand(input));
    return { ids: jobSummaryList?.map(({ jobId }) => jobId), nextToken };
  };

  it('lists RUNNING jobs unless it is told otherwise', async () => {
    const id = await submit(aws);
    await until(aws, id, ended);
    expect((await ids({ jobQueue: 'Pi' })).ids).toEqual([]);
    expect((await ids({ jobQueue: 'Pi', jobStatus: 'SUCCEEDED' })).ids).toContain(id);
  });

  it('finds a job by name in any status, newest first, whatever the case', async () => {
    const first = await submit(aws, { jobName: 'Find-me' });
    const second = await submit(aws, { jobName: 'find-me-too' });
    await until(aws, second, ended);
    const find = (value: string) =>
      ids({ jobQueue: 'Pi', filters: [{ name: 'JOB_NAME', values: [value] }] });
    expect((await find('FIND-ME')).ids).toEqual([first]);
    expect((await find('find-me*')).ids).toEqual([second, first]);
  });

  it('pages through the children of an array, and names no more than it was asked for', async () => {
    const id = await submit(aws, { arrayProperties: { size: 1200 } });
    await until(aws, id, ended);
    const input = { arrayJobId: id, jobStatus: 'SUCCEEDED' } as const;
    const first = await ids(input);
    expect(first.ids).toHaveLength(1000);
    const second = await ids({ ...input, nextToken: first.nextToken });
    expect(second.ids).toHaveLength(200);
    expect(second.nextToken).toBeUndefined();
    expect(new Set([...(first.ids ?? []), ...(second.ids ?? [])]).size).toBe(1200);
    expect((await ids({ ...input, maxResults: 7 })).ids).toHaveLength(7);
  });

  it('wants either a queue or an array', async () => {
    await expect(ids({})).rejects.toMatchObject({ name: 'ClientException' });
    await expect(ids({ arrayJobId: 'none' })).rejects.toMatchObject({ name: 'ClientException' });
  });
});

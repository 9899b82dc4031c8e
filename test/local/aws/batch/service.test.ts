import { ListJobsCommand, TerminateJobCommand } from '@aws-sdk/client-batch';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inProcessRunner, type RunnableJob } from '../../../../local/aws/index.ts';
import { type Started, start } from '../start.ts';
import { describeJob, ended, submit, until } from './jobs.ts';

/** What a job does is the first word of its command, so that each test says what its jobs do. */
async function run(job: RunnableJob, signal: AbortSignal): Promise<number> {
  const [verb, value] = job.command;
  job.log(`${job.jobId} ${job.command.join(' ')}`);
  if (verb === 'exit') return Number(value);
  if (verb === 'fail-once') return job.attempt === 1 ? Number(value) : 0;
  if (verb === 'fail-index') return job.jobId.endsWith(`:${value}`) ? 1 : 0;
  if (verb === 'wait') {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return 75;
  }
  return 0;
}

let aws: Started;
beforeAll(async () => {
  aws = await start({ runner: inProcessRunner(run), vcpus: 4, timeScale: 1000 });
});
afterAll(() => aws.aws.close());

const command = (...words: string[]) => ({ containerOverrides: { command: words } });

describe('a plain job', () => {
  it('runs and succeeds, and says where its log is', async () => {
    const job = await until(aws, await submit(aws), ended);
    expect(job).toMatchObject({
      status: 'SUCCEEDED',
      statusReason: 'Essential container in task exited',
      container: {
        exitCode: 0,
        logStreamName: expect.stringMatching(/^calculate\/default\/\w{32}$/),
      },
      attempts: [{ container: { exitCode: 0 } }],
    });
    expect(job.container?.logStreamName).toBe(job.attempts?.[0]?.container?.logStreamName);
    expect(job.stoppedAt).toBeGreaterThanOrEqual(job.startedAt ?? Infinity);
    expect(job.arrayProperties).toBeUndefined();
  });

  it('is retried with exit code 75 and not with another', async () => {
    const passing = await until(aws, await submit(aws, command('fail-once', '75')), ended);
    expect(passing.status).toBe('SUCCEEDED');
    expect(passing.attempts?.map(({ container }) => container?.exitCode)).toEqual([75, 0]);
    const failing = await until(aws, await submit(aws, command('fail-once', '65')), ended);
    expect(failing).toMatchObject({ status: 'FAILED', container: { exitCode: 65 } });
    expect(failing.attempts).toHaveLength(1);
  });

  it('runs out of attempts', async () => {
    const job = await until(aws, await submit(aws, command('exit', '75')), ended);
    expect(job).toMatchObject({ status: 'FAILED', container: { exitCode: 75 } });
    expect(job.attempts).toHaveLength(10);
  });

  it('ends when its attempt takes too long, without another', async () => {
    const job = await until(
      aws,
      await submit(aws, { ...command('wait'), timeout: { attemptDurationSeconds: 60 } }),
      ended,
    );
    expect(job.statusReason).toBe('Job attempt duration exceeded timeout');
    expect(job.attempts).toHaveLength(1);
  });

  it('loses its host to a reclaim and runs again elsewhere', async () => {
    const id = await submit(aws, command('wait'));
    await until(aws, id, ({ status }) => status === 'RUNNING');
    expect(aws.aws.reclaim(id)).toBe(true);
    const job = await until(
      aws,
      id,
      ({ status, attempts }) => status === 'RUNNING' && attempts?.length === 1,
    );
    expect(job.attempts?.[0]?.statusReason).toMatch(/^Host EC2 \(instance i-\w+\) terminated\.$/);
    expect(job.attempts?.[0]?.container?.exitCode).toBeUndefined();
    await aws.batch.send(new TerminateJobCommand({ jobId: id, reason: 'enough' }));
    const last = await until(aws, id, ended);
    expect(last).toMatchObject({ status: 'FAILED', statusReason: 'enough', isTerminated: true });
    expect(aws.aws.reclaim(id)).toBe(false);
  });
});

describe('an array job', () => {
  it('has children that end before it does, and never runs itself', async () => {
    const id = await submit(aws, { arrayProperties: { size: 20 } });
    const seen = new Set<string | undefined>();
    const job = await until(aws, id, (each) => {
      seen.add(each.status);
      const { statusSummary = {}, size } = each.arrayProperties ?? {};
      expect(Object.values(statusSummary).reduce((sum, count) => sum + count, 0)).toBe(size);
      expect(Object.keys(statusSummary)).toHaveLength(7);
      return ended(each);
    });
    expect(job.status).toBe('SUCCEEDED');
    expect(job.arrayProperties?.statusSummary).toMatchObject({ SUCCEEDED: 20, FAILED: 0 });
    expect([...seen].filter((status) => status === 'RUNNING')).toEqual([]);
    const child = await describeJob(aws, `${id}:19`);
    expect(child).toMatchObject({ status: 'SUCCEEDED', arrayProperties: { index: 19 } });
  });

  it('fails with one child, and what depends on it fails without running', async () => {
    const array = await submit(aws, {
      ...command('fail-index', '3'),
      arrayProperties: { size: 5 },
    });
    const dependent = await submit(aws, { dependsOn: [{ jobId: array }] });
    expect(await until(aws, array, ended)).toMatchObject({
      status: 'FAILED',
      statusReason: 'Array Child Job failed',
      arrayProperties: { statusSummary: { SUCCEEDED: 4, FAILED: 1 } },
    });
    const last = await until(aws, dependent, ended);
    expect(last).toMatchObject({ status: 'FAILED', statusReason: 'Dependent Job failed' });
    expect(last.attempts).toEqual([]);
    const { jobSummaryList } = await aws.batch.send(
      new ListJobsCommand({ arrayJobId: array, jobStatus: 'FAILED' }),
    );
    expect(jobSummaryList?.map(({ jobId }) => jobId)).toEqual([`${array}:3`]);
    expect(jobSummaryList?.[0]).toMatchObject({ container: { exitCode: 1 } });
  });

  it('takes its children with it when it is terminated, and a waiting dependent ends after it', async () => {
    const array = await submit(aws, { ...command('wait'), arrayProperties: { size: 12 } });
    const dependent = await submit(aws, { dependsOn: [{ jobId: array }] });
    await until(aws, array, (job) => job.arrayProperties?.statusSummary?.['RUNNING'] === 4);
    for (const jobId of [dependent, array]) {
      await aws.batch.send(new TerminateJobCommand({ jobId, reason: 'stop it' }));
    }
    expect(await until(aws, array, ended)).toMatchObject({
      status: 'FAILED',
      statusReason: 'stop it',
      arrayProperties: { statusSummary: { FAILED: 12, RUNNING: 0, RUNNABLE: 0 } },
    });
    const last = await until(aws, dependent, ended);
    expect(last).toMatchObject({ status: 'FAILED', statusReason: 'stop it' });
  });
});

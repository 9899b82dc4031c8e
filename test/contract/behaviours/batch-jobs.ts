/** Plain jobs: submitted, refused, run, retried, terminated. */
import { DescribeJobsCommand, TerminateJobCommand } from '@aws-sdk/client-batch';
import { find, hasEnded, run, submit, until } from '../jobs.ts';
import { type Behaviour, refused, same } from '../world.ts';

const area = 'Batch';
const NEVER_RETRIES = { says: 'never retries', fails: 'attempts: 1 instead of 2' };

export const batchJobs: readonly Behaviour[] = [
  {
    area,
    says: 'A job whose container exits with 0 is SUCCEEDED after one attempt',
    check: async (world) => {
      const job = await run(world, ['exit', '0']);
      same([job.status, job.attempts?.length], ['SUCCEEDED', 1], 'status and attempts');
    },
  },
  {
    area,
    says: 'A job that exits with 3 is FAILED and tells the code',
    moto: { says: 'tells no exit code', fails: 'container.exitCode: undefined instead of 3' },
    check: async (world) => {
      const job = await run(world, ['exit', '3']);
      same(job.status, 'FAILED', 'status');
      same(job.container?.exitCode, 3, 'container.exitCode');
    },
  },
  {
    area,
    says: 'The rules of the definition retry exit code 75',
    moto: NEVER_RETRIES,
    check: async (world) => {
      const job = await run(world, ['once', '75']);
      same(job.attempts?.length, 2, 'attempts');
      same(job.status, 'SUCCEEDED', 'status');
    },
  },
  {
    area,
    says: 'The rules of the definition do not retry exit code 65',
    check: async (world) => {
      const job = await run(world, ['exit', '65']);
      same([job.status, job.attempts?.length], ['FAILED', 1], 'status and attempts');
    },
  },
  {
    area,
    says: 'A retry strategy of the submission replaces the definition’s, without rules every failure is retried',
    moto: NEVER_RETRIES,
    check: async (world) => {
      const job = await run(world, ['exit', '65'], { retryStrategy: { attempts: 2 } });
      same(job.attempts?.length, 2, 'attempts');
    },
  },
  {
    area,
    says: 'Times are in milliseconds and in order',
    check: async (world) => {
      const { createdAt = 0, startedAt = 0, stoppedAt = 0 } = await run(world, ['exit', '0']);
      const inOrder = 1.6e12 < createdAt && createdAt <= startedAt && startedAt <= stoppedAt;
      same(inOrder, true, 'createdAt <= startedAt <= stoppedAt');
    },
  },
  {
    area,
    says: 'TerminateJob ends a running job as FAILED with the reason given',
    check: async (world) => {
      const id = await submit(world, ['wait']);
      await until(world, id, ({ status }) => status === 'RUNNING');
      await world.batch.send(new TerminateJobCommand({ jobId: id, reason: 'contract' }));
      const job = await until(world, id, hasEnded);
      same([job.status, job.statusReason], ['FAILED', 'contract'], 'status and reason');
    },
  },
  {
    area,
    says: 'TerminateJob is accepted for a job that has ended, and changes nothing',
    check: async (world) => {
      const { jobId = '' } = await run(world, ['exit', '0']);
      await world.batch.send(new TerminateJobCommand({ jobId, reason: 'contract' }));
      same((await find(world, jobId))?.status, 'SUCCEEDED', 'status');
    },
  },
  {
    area,
    says: 'An attempt that takes longer than its timeout ends, is FAILED with its reason and not retried',
    moto: { says: 'gives no reason', fails: 'reason: undefined instead of' },
    check: async (world) => {
      const job = await run(world, ['wait'], { timeout: { attemptDurationSeconds: 60 } });
      same([job.status, job.attempts?.length], ['FAILED', 1], 'status and attempts');
      same(job.statusReason, 'Job attempt duration exceeded timeout', 'reason');
    },
  },
  {
    area,
    says: 'A job that depends on one that fails is FAILED without running',
    moto: {
      says: 'gives no reason',
      fails: 'reason: undefined instead of "Dependent Job failed"',
    },
    check: async (world) => {
      const jobId = await submit(world, ['exit', '1']);
      const job = await run(world, ['exit', '0'], { dependsOn: [{ jobId }] });
      same([job.status, job.attempts], ['FAILED', []], 'status and attempts');
      same(job.statusReason, 'Dependent Job failed', 'reason');
    },
  },
  {
    area,
    says: 'A job runs after the one that it depends on, and DescribeJobs tells of the dependency',
    check: async (world) => {
      const jobId = await submit(world, ['exit', '0']);
      const second = await run(world, ['exit', '0'], { dependsOn: [{ jobId }] });
      const first = await find(world, jobId);
      same(
        second.dependsOn?.map((each) => each.jobId),
        [jobId],
        'dependsOn',
      );
      same((first?.stoppedAt ?? Infinity) <= (second.startedAt ?? 0), true, 'in order');
    },
  },
  {
    area,
    says: 'SubmitJob refuses a queue that there is not',
    check: async (world) => {
      await refused(submit(world, ['exit', '0'], { jobQueue: 'Nothing' }), 'ClientException');
    },
  },
  {
    area,
    says: 'SubmitJob refuses a definition that there is not',
    check: async (world) => {
      const jobDefinition = 'Pi-Nothing';
      await refused(submit(world, ['exit', '0'], { jobDefinition }), 'ClientException');
    },
  },
  {
    area,
    says: 'SubmitJob refuses a name with a space',
    check: async (world) => {
      await refused(submit(world, ['exit', '0'], { jobName: 'a b' }), 'ClientException');
    },
  },
  {
    area,
    says: 'SubmitJob refuses a timeout below a minute',
    moto: { says: 'takes it', fails: 'the call was not refused' },
    check: async (world) => {
      const timeout = { attemptDurationSeconds: 59 };
      await refused(submit(world, ['exit', '0'], { timeout }), 'ClientException');
    },
  },
  {
    area,
    says: 'SubmitJob refuses an empty word in the command',
    moto: { says: 'takes it', fails: 'the call was not refused' },
    check: async (world) => {
      await refused(submit(world, ['exit', '']), 'ClientException');
    },
  },
  {
    area,
    says: 'SubmitJob takes the name of a definition for its newest revision',
    check: async (world) => {
      const job = await run(world, ['exit', '0'], { jobDefinition: 'Pi-Calculate' });
      same(job.jobDefinition, world.outputs['CalculateJobDefinitionArn'], 'jobDefinition');
    },
  },
  {
    area,
    says: 'DescribeJobs leaves out what there is not',
    check: async (world) => {
      same(await find(world, '00000000-0000-0000-0000-000000000000'), undefined, 'the job');
    },
  },
  {
    area,
    says: 'DescribeJobs takes at most 100 ids',
    moto: { says: 'takes any number', fails: 'the call was not refused' },
    check: async ({ batch }) => {
      const jobs = Array.from({ length: 101 }, (_each, at) => `none-${at}`);
      await refused(batch.send(new DescribeJobsCommand({ jobs })), 'ClientException');
    },
  },
];

/** Plain jobs: submitted, refused, run, retried, terminated. */
import {
  DescribeJobsCommand,
  type EvaluateOnExit,
  TerminateJobCommand,
} from '@aws-sdk/client-batch';
import { find, isRunning, run, settle, submit, terminate, until } from '../jobs.ts';
import { type Behaviour, freshName, refused, same, type World } from '../world.ts';

const area = 'Batch';
const NEVER_RETRIES = { says: 'never retries', fails: 'attempts: 1 instead of 2' };
const TAKES_IT = { says: 'takes it', fails: 'the call was not refused' };

/** How often a job that exits with 65 is tried, twice at most. */
async function attempts(world: World, ...evaluateOnExit: EvaluateOnExit[]) {
  const retryStrategy = { attempts: 2, evaluateOnExit };
  return (await run(world, ['exit', '65'], { retryStrategy })).attempts?.length;
}

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
    says: 'A failure that no rule matches is retried',
    moto: NEVER_RETRIES,
    check: async (world) => {
      same(await attempts(world, { action: 'EXIT', onExitCode: '64' }), 2, 'attempts');
    },
  },
  {
    area,
    says: 'A rule’s exit code may end in a *',
    moto: NEVER_RETRIES,
    check: async (world) => {
      const rules = [
        { action: 'RETRY', onExitCode: '6*' },
        { action: 'EXIT', onReason: '*' },
      ] as const;
      same(await attempts(world, ...rules), 2, 'attempts');
    },
  },
  {
    area,
    says: 'SubmitJob refuses more than five rules, and more than ten attempts',
    moto: TAKES_IT,
    check: async (world) => {
      const rule: EvaluateOnExit = { action: 'EXIT', onExitCode: '1' };
      for (const retryStrategy of [
        { attempts: 2, evaluateOnExit: Array(6).fill(rule) },
        { attempts: 11 },
      ]) {
        await refused(submit(world, ['exit', '0'], { retryStrategy }), 'ClientException');
      }
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
      await until(world, id, isRunning);
      const [job] = await terminate(world, id);
      same([job?.status, job?.statusReason], ['FAILED', 'contract'], 'status and reason');
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
    says: 'TerminateJob of a job that waits for another keeps it from running',
    check: async (world) => {
      const jobId = await submit(world, ['wait']);
      const id = await submit(world, ['exit', '0'], { dependsOn: [{ jobId }] });
      await until(world, id, ({ status }) => status === 'PENDING');
      const [job] = await terminate(world, id, jobId);
      same([job?.status, job?.attempts], ['FAILED', []], 'status and attempts');
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
    says: 'SubmitJob of the same name makes another job',
    check: async (world) => {
      const jobName = freshName();
      const first = await submit(world, ['exit', '0'], { jobName });
      same((await submit(world, ['exit', '0'], { jobName })) === first, false, 'the same job');
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
      const jobDefinition = `${world.stack}-Nothing`;
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
    moto: TAKES_IT,
    check: async (world) => {
      const timeout = { attemptDurationSeconds: 59 };
      await refused(submit(world, ['exit', '0'], { timeout }), 'ClientException');
    },
  },
  {
    area,
    says: 'SubmitJob refuses an empty word in the command',
    moto: TAKES_IT,
    check: async (world) => {
      await refused(submit(world, ['exit', '']), 'ClientException');
    },
  },
  {
    area,
    says: 'SubmitJob refuses more than 20 dependencies',
    moto: TAKES_IT,
    check: async (world) => {
      const jobId = await submit(world, ['exit', '0']);
      const dependsOn = Array(21).fill({ jobId });
      await refused(submit(world, ['exit', '0'], { dependsOn }), 'ClientException');
    },
  },
  {
    area,
    says: 'SubmitJob refuses a variable that begins with AWS_BATCH',
    moto: TAKES_IT,
    check: async (world) => {
      const environment = [{ name: 'AWS_BATCH_MINE', value: '1' }];
      const containerOverrides = { command: world.command(['exit', '0']), environment };
      await refused(submit(world, [], { containerOverrides }), 'ClientException');
    },
  },
  {
    area,
    says: 'SubmitJob takes the name of a definition for its newest revision',
    check: async (world) => {
      const job = await run(world, ['exit', '0'], { jobDefinition: `${world.stack}-Calculate` });
      same(job.jobDefinition, world.outputs['CalculateJobDefinitionArn'], 'jobDefinition');
    },
  },
  {
    area,
    says: 'DescribeJobs tells of an array and of what depends on it in one call',
    check: async (world) => {
      const arrayProperties = { size: 2 };
      const jobId = await submit(world, ['exit', '0'], { arrayProperties });
      const id = await submit(world, ['exit', '0'], { dependsOn: [{ jobId }] });
      await settle(world, jobId);
      const { jobs = [] } = await world.batch.send(new DescribeJobsCommand({ jobs: [jobId, id] }));
      const found = jobs.map((job) => [job.jobId, job.arrayProperties?.size]);
      same(
        found.toSorted(),
        [
          [jobId, 2],
          [id, undefined],
        ].toSorted(),
        'ids and sizes',
      );
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

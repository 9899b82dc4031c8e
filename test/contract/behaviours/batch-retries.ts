/** How an attempt ends, and whether there is another. */
import type { EvaluateOnExit } from '@aws-sdk/client-batch';
import { run, submit } from '../jobs.ts';
import { type Behaviour, refused, same, type World } from '../world.ts';

const area = 'Batch';
const NEVER_RETRIES = { says: 'never retries', fails: 'attempts: 1 instead of 2' };
const TAKES_IT = { says: 'takes it', fails: 'the call was not refused' };

/** How often a job that exits with 65 is tried, twice at most. */
async function attempts(world: World, ...evaluateOnExit: EvaluateOnExit[]) {
  const retryStrategy = { attempts: 2, evaluateOnExit };
  return (await run(world, ['exit', '65'], { retryStrategy })).attempts?.length;
}

export const batchRetries: readonly Behaviour[] = [
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
    says: 'An attempt that takes longer than its timeout ends, is FAILED with its reason and not retried',
    moto: { says: 'gives no reason', fails: 'reason: undefined instead of' },
    check: async (world) => {
      const job = await run(world, ['wait'], { timeout: { attemptDurationSeconds: 60 } });
      same([job.status, job.attempts?.length], ['FAILED', 1], 'status and attempts');
      same(job.statusReason, 'Job attempt duration exceeded timeout', 'reason');
    },
  },
];

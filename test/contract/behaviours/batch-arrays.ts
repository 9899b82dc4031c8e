/** Array jobs: children, their parent, what depends on them. */
import { JobStatus, TerminateJobCommand } from '@aws-sdk/client-batch';
import { endSoon, find, hasEnded, isRunning, settle, submit, terminate, until } from '../jobs.ts';
import { type Behaviour, eventually, refused, same } from '../world.ts';

const area = 'Batch';
const size = (count: number) => ({ arrayProperties: { size: count } });

export const batchArrays: readonly Behaviour[] = [
  {
    area,
    says: 'An array whose children succeed is SUCCEEDED, and its statusSummary has all seven statuses',
    check: async (world) => {
      const job = await settle(world, await submit(world, ['exit', '0'], size(2)));
      same(job.status, 'SUCCEEDED', 'status');
      const found = Object.entries(job.arrayProperties?.statusSummary ?? {}).toSorted();
      const wanted = Object.values(JobStatus).map((each) => [each, each === 'SUCCEEDED' ? 2 : 0]);
      same(found, wanted.toSorted(), 'counts');
    },
  },
  {
    area,
    says: 'An array itself is never RUNNABLE, STARTING or RUNNING',
    check: async (world) => {
      const seen = new Set<string | undefined>();
      await until(world, await submit(world, ['exit', '0'], size(2)), (job) => {
        seen.add(job.status);
        return hasEnded(job);
      });
      const wrong = [...seen].filter((each) => each?.startsWith('R') || each === 'STARTING');
      same(wrong, [], 'statuses');
    },
  },
  {
    area,
    says: 'A child is <array job id>:<index>, and DescribeJobs tells its index',
    moto: { says: 'tells no index', fails: 'index: undefined instead of 1' },
    check: async (world) => {
      const id = await submit(world, ['exit', '0'], size(2));
      await settle(world, id);
      const child = await find(world, `${id}:1`);
      same(child?.status, 'SUCCEEDED', 'status');
      same(child?.arrayProperties?.index, 1, 'index');
    },
  },
  {
    area,
    says: 'One failed child fails the array, once the others have ended',
    moto: {
      says: 'fails every child alike (no index in the environment), and never ends the array',
      fails: 'status: "SUCCEEDED" instead of "FAILED"',
    },
    check: async (world) => {
      const job = await settle(world, await submit(world, ['index', '1', '3'], size(2)));
      same(job.status, 'FAILED', 'status');
      same(job.statusReason, 'Array Child Job failed', 'reason');
      same(job.arrayProperties?.statusSummary?.['SUCCEEDED'], 1, 'children that succeeded');
    },
  },
  {
    area,
    says: 'An array of which every child fails is FAILED',
    moto: { says: 'never ends it', fails: 'status: "SUBMITTED" instead of "FAILED"' },
    check: async (world) => {
      const job = await settle(world, await submit(world, ['exit', '3'], size(2)));
      same(job.status, 'FAILED', 'status');
    },
  },
  {
    area,
    says: 'A job that depends on an array runs after its last child',
    check: async (world) => {
      const jobId = await submit(world, ['exit', '0'], size(2));
      const id = await submit(world, ['exit', '0'], { dependsOn: [{ jobId }] });
      await settle(world, jobId);
      const dependent = await until(world, id, hasEnded);
      const child = await find(world, `${jobId}:1`);
      same(dependent.status, 'SUCCEEDED', 'status');
      same((child?.stoppedAt ?? Infinity) <= (dependent.startedAt ?? 0), true, 'in order');
    },
  },
  {
    area,
    says: 'An array is PENDING while its children run, and its statusSummary counts them',
    moto: { says: 'leaves it SUBMITTED', fails: 'status: "SUBMITTED" instead of "PENDING"' },
    check: async (world) => {
      const id = await submit(world, ['wait'], size(2));
      for (const child of [`${id}:0`, `${id}:1`]) await until(world, child, isRunning);
      const job = await find(world, id);
      same(job?.status, 'PENDING', 'status');
      await eventually(world, async () => {
        const { statusSummary = {} } = (await find(world, id))?.arrayProperties ?? {};
        same(statusSummary['RUNNING'], 2, 'children that run');
      });
      await terminate(world, `${id}:0`, `${id}:1`);
    },
  },
  {
    area,
    says: 'TerminateJob of an array ends its children, and then the array with the reason given',
    moto: { says: 'ends neither', fails: 'status and reason: ["SUBMITTED",' },
    check: async (world) => {
      const id = await submit(world, ['wait'], size(2));
      await until(world, `${id}:1`, isRunning);
      await world.batch.send(new TerminateJobCommand({ jobId: id, reason: 'contract' }));
      const job = await endSoon(world, id);
      same([job.status, job.statusReason], ['FAILED', 'contract'], 'status and reason');
      same(job.arrayProperties?.statusSummary?.['FAILED'], 2, 'children that failed');
    },
  },
  {
    area,
    says: 'TerminateJob of one child leaves the others alone',
    check: async (world) => {
      const id = await submit(world, ['wait'], size(2));
      for (const child of [`${id}:0`, `${id}:1`]) await until(world, child, isRunning);
      await terminate(world, `${id}:0`);
      same((await find(world, `${id}:1`))?.status, 'RUNNING', 'status of the other');
      await terminate(world, `${id}:1`);
    },
  },
  {
    area,
    says: 'SubmitJob refuses an array of 1',
    moto: { says: 'takes it', fails: 'the call was not refused' },
    check: async (world) => {
      await refused(submit(world, ['exit', '0'], size(1)), 'ClientException');
    },
  },
  {
    area,
    says: 'SubmitJob refuses an array of 10,001',
    moto: { says: 'takes it, and starts as many threads and containers: not asked' },
    check: async (world) => {
      await refused(submit(world, ['exit', '0'], size(10_001)), 'ClientException');
    },
  },
];

/** ListJobs: by queue, by array, by name, page by page. */
import { type JobStatus, ListJobsCommand } from '@aws-sdk/client-batch';
import { isRunning, list, listed, run, settle, submit, terminate, until } from '../jobs.ts';
import { type Behaviour, eventually, freshName, refused, same, type World } from '../world.ts';

const area = 'Batch';

const byName = ({ outputs }: World, name: string) => ({
  jobQueue: outputs['JobQueueArn'],
  filters: [{ name: 'JOB_NAME', values: [name] }],
});

export const batchLists: readonly Behaviour[] = [
  {
    area,
    says: 'ListJobs of a queue without a status lists RUNNING jobs only',
    moto: { says: 'lists all', fails: 'an ended job listed: true instead of false' },
    check: async (world) => {
      const { jobId = '' } = await run(world, ['exit', '0']);
      const running = await submit(world, ['wait']);
      await until(world, running, isRunning);
      const ids = await eventually(world, async () => {
        const all = await list(world, { jobQueue: world.outputs['JobQueueArn'] });
        same(all.includes(running), true, 'the running job listed');
        return all;
      });
      await terminate(world, running);
      same(ids.includes(jobId), false, 'an ended job listed');
    },
  },
  {
    area,
    says: 'ListJobs of an array without a status lists RUNNING children only',
    moto: { says: 'lists all', fails: 'when none runs' },
    check: async (world) => {
      const arrayJobId = await submit(world, ['wait'], { arrayProperties: { size: 2 } });
      const children = [`${arrayJobId}:0`, `${arrayJobId}:1`];
      for (const child of children) await until(world, child, isRunning);
      await listed(world, { arrayJobId }, children, 'when they run');
      await terminate(world, ...children);
      await listed(world, { arrayJobId }, [], 'when none runs');
    },
  },
  {
    area,
    says: 'ListJobs of a queue by status lists the jobs of that status',
    check: async (world) => {
      const { jobId = '' } = await run(world, ['exit', '0']);
      const input = { jobQueue: world.outputs['JobQueueArn'] };
      await eventually(world, async () => {
        const ids = await list(world, { ...input, jobStatus: 'SUCCEEDED' });
        same(ids.includes(jobId), true, 'listed as SUCCEEDED');
      });
      const failed = await list(world, { ...input, jobStatus: 'FAILED' });
      same(failed.includes(jobId), false, 'listed as FAILED');
    },
  },
  {
    area,
    says: 'ListJobs by name finds a job in any status, whatever the case',
    check: async (world) => {
      const jobName = `${freshName()}-end`;
      const { jobId = '' } = await run(world, ['exit', '0'], { jobName });
      await listed(world, byName(world, jobName.toUpperCase()), [jobId], 'found by name');
      await listed(world, byName(world, `${jobName}*`), [jobId], 'found by prefix');
      await listed(world, byName(world, jobName.slice(0, -1)), [], 'found by less than the name');
    },
  },
  {
    area,
    says: 'ListJobs by name gives at most 100 a page',
    moto: { says: 'gives all at once', fails: 'on the first page: 101 instead of 100' },
    check: async (world) => {
      const name = freshName();
      const jobId = await submit(world, ['wait']);
      // None of them runs: what they wait for is terminated.
      const dependsOn = [{ jobId }];
      const ids: string[] = [];
      for (let nth = 0; nth < 101; nth += 1) {
        ids.push(await submit(world, ['exit', '0'], { jobName: `${name}-${nth}`, dependsOn }));
      }
      const input = byName(world, `${name}-*`);
      await listed(world, input, ids, 'on all pages');
      const page = await world.batch.send(new ListJobsCommand(input));
      await until(world, jobId, isRunning);
      await terminate(world, jobId);
      same(page.jobSummaryList?.length, 100, 'on the first page');
    },
  },
  {
    area,
    says: 'ListJobs by name lists an array job without its children',
    moto: { says: 'lists them too', fails: 'found by name' },
    check: async (world) => {
      const jobName = freshName();
      const input = { jobName, arrayProperties: { size: 2 } };
      const id = await submit(world, ['exit', '0'], input);
      await settle(world, id);
      await listed(world, byName(world, jobName), [id], 'found by name');
    },
  },
  {
    area,
    says: 'ListJobs of an array by status lists its children, not itself',
    check: async (world) => {
      const id = await submit(world, ['exit', '0'], { arrayProperties: { size: 2 } });
      await settle(world, id);
      const input = (jobStatus: JobStatus) => ({ arrayJobId: id, jobStatus });
      await listed(world, input('SUCCEEDED'), [`${id}:0`, `${id}:1`], 'children');
      await listed(world, input('FAILED'), [], 'failed children');
    },
  },
  {
    area,
    says: 'ListJobs gives at most maxResults and a token for the rest',
    moto: { says: 'gives all at once', fails: 'on the first page: 3 instead of 2' },
    check: async (world) => {
      const id = await submit(world, ['exit', '0'], { arrayProperties: { size: 3 } });
      await settle(world, id);
      const input = { arrayJobId: id, jobStatus: 'SUCCEEDED', maxResults: 2 } as const;
      await listed(world, input, [`${id}:0`, `${id}:1`, `${id}:2`], 'on all pages');
      const page = await world.batch.send(new ListJobsCommand(input));
      same(page.jobSummaryList?.length, 2, 'on the first page');
    },
  },
  {
    area,
    says: 'ListJobs needs a queue or an array',
    moto: { says: 'lists nothing', fails: 'the call was not refused' },
    check: async ({ batch }) => {
      await refused(batch.send(new ListJobsCommand({})), 'ClientException');
    },
  },
  {
    area,
    says: 'ListJobs refuses a queue that there is not',
    check: async ({ batch }) => {
      const call = batch.send(new ListJobsCommand({ jobQueue: 'Nothing' }));
      await refused(call, 'ClientException');
    },
  },
];

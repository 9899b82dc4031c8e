/** ListJobs: by queue, by array, by name, page by page. */
import { ListJobsCommand, TerminateJobCommand } from '@aws-sdk/client-batch';
import { hasEnded, list, run, settle, submit, until } from '../jobs.ts';
import { type Behaviour, freshName, refused, same } from '../world.ts';

const area = 'Batch';

export const batchLists: readonly Behaviour[] = [
  {
    area,
    says: 'ListJobs of a queue without a status lists RUNNING jobs only',
    moto: { says: 'lists all', fails: 'an ended job listed: true instead of false' },
    check: async (world) => {
      const { jobId = '' } = await run(world, ['exit', '0']);
      const running = await submit(world, ['wait']);
      await until(world, running, ({ status }) => status === 'RUNNING');
      const ids = await list(world, { jobQueue: world.outputs['JobQueueArn'] });
      await world.batch.send(new TerminateJobCommand({ jobId: running, reason: 'contract' }));
      await until(world, running, hasEnded);
      same(ids.includes(running), true, 'the running job listed');
      same(ids.includes(jobId), false, 'an ended job listed');
    },
  },
  {
    area,
    says: 'ListJobs of a queue by status lists the jobs of that status',
    check: async (world) => {
      const { jobId = '' } = await run(world, ['exit', '0']);
      const input = { jobQueue: world.outputs['JobQueueArn'] };
      const ids = await list(world, { ...input, jobStatus: 'SUCCEEDED' });
      same(ids.includes(jobId), true, 'listed as SUCCEEDED');
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
      const find = (value: string) =>
        list(world, {
          jobQueue: world.outputs['JobQueueArn'],
          filters: [{ name: 'JOB_NAME', values: [value] }],
        });
      same(await find(jobName.toUpperCase()), [jobId], 'found by name');
      same(await find(`${jobName}*`), [jobId], 'found by prefix');
      same(await find(jobName.slice(0, -1)), [], 'found by less than the name');
    },
  },
  {
    area,
    says: 'ListJobs by name lists an array job without its children',
    moto: { says: 'lists them too', fails: 'found by name: 3 instead of 1' },
    check: async (world) => {
      const jobName = freshName();
      const input = { jobName, arrayProperties: { size: 2 } };
      const id = await submit(world, ['exit', '0'], input);
      await settle(world, id);
      const filters = [{ name: 'JOB_NAME', values: [jobName] }];
      const found = await list(world, { jobQueue: world.outputs['JobQueueArn'], filters });
      same(found.length, 1, 'found by name');
    },
  },
  {
    area,
    says: 'ListJobs of an array by status lists its children, not itself',
    check: async (world) => {
      const id = await submit(world, ['exit', '0'], { arrayProperties: { size: 2 } });
      await settle(world, id);
      const ids = await list(world, { arrayJobId: id, jobStatus: 'SUCCEEDED' });
      same(ids.toSorted(), [`${id}:0`, `${id}:1`], 'children');
      same(await list(world, { arrayJobId: id, jobStatus: 'FAILED' }), [], 'failed children');
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
      const page = await world.batch.send(new ListJobsCommand(input));
      same(page.jobSummaryList?.length, 2, 'on the first page');
      same((await list(world, input)).toSorted().length, 3, 'on all pages');
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

/** What SubmitJob takes and refuses, and what DescribeJobs tells. */
import { DescribeJobsCommand } from '@aws-sdk/client-batch';
import { find, run, settle, submit } from '../jobs.ts';
import { type Behaviour, freshName, refused, same } from '../world.ts';

const area = 'Batch';
const TAKES_IT = { says: 'takes it', fails: 'the call was not refused' };

export const batchCalls: readonly Behaviour[] = [
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

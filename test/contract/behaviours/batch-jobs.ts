/** Plain jobs: run, terminated, one after the other. */
import { TerminateJobCommand } from '@aws-sdk/client-batch';
import { find, isRunning, run, submit, terminate, until } from '../jobs.ts';
import { type Behaviour, same } from '../world.ts';

const area = 'Batch';

export const batchJobs: readonly Behaviour[] = [
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
];

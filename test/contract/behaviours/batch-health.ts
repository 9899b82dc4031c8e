/** What tells why nothing moves: the queue, its compute environment, the jobs at its head. */
import {
  DescribeComputeEnvironmentsCommand,
  DescribeJobQueuesCommand,
  GetJobQueueSnapshotCommand,
} from '@aws-sdk/client-batch';
import { submit, terminate, until } from '../jobs.ts';
import { type Behaviour, eventually, same, type World } from '../world.ts';

const area = 'Batch';

async function queue({ batch, outputs }: World) {
  const jobQueues = [outputs['JobQueueArn'] ?? ''];
  return (await batch.send(new DescribeJobQueuesCommand({ jobQueues }))).jobQueues?.[0];
}

/** Ids of the jobs at the queue's head. */
async function front({ batch, outputs }: World): Promise<string[]> {
  const command = new GetJobQueueSnapshotCommand({ jobQueue: outputs['JobQueueArn'] });
  const { frontOfQueue } = await batch.send(command);
  return (frontOfQueue?.jobs ?? []).map(({ jobArn = '' }) => jobArn.split('/').at(-1) ?? '');
}

export const batchHealth: readonly Behaviour[] = [
  {
    area,
    says: 'DescribeJobQueues by ARN tells name, state, status and compute environments of a queue',
    check: async (world) => {
      const { jobQueueName, state, status, computeEnvironmentOrder } = (await queue(world)) ?? {};
      same([jobQueueName, state, status], [world.stack, 'ENABLED', 'VALID'], 'the queue');
      same(computeEnvironmentOrder?.length, 1, 'compute environments');
    },
  },
  {
    area,
    says: 'DescribeComputeEnvironments by the ARN that the queue names tells state, status and vCPUs at most',
    check: async (world) => {
      const [{ computeEnvironment = '' } = {}] =
        (await queue(world))?.computeEnvironmentOrder ?? [];
      const { computeEnvironments = [] } = await world.batch.send(
        new DescribeComputeEnvironmentsCommand({ computeEnvironments: [computeEnvironment] }),
      );
      const found = computeEnvironments.map(({ state, status, computeResources }) => [
        state,
        status,
        computeResources?.maxvCpus,
      ]);
      same(found, [['ENABLED', 'VALID', 16]], 'the compute environment');
    },
  },
  {
    area,
    says: 'GetJobQueueSnapshot names the RUNNABLE jobs at the head by ARNs that end in their ids',
    moto: { says: 'does not know it', fails: 'is not valid JSON' },
    check: async (world) => {
      // First of all, because where it is not known nothing need be started.
      await front(world);
      // More than there are vCPUs.
      const id = await submit(world, ['wait'], { arrayProperties: { size: 20 } });
      try {
        await until(world, id, ({ arrayProperties }) => {
          return (arrayProperties?.statusSummary?.['RUNNABLE'] ?? 0) > 0;
        });
        await eventually(world, async () => {
          const jobs = await front(world);
          same(
            jobs.some((job) => job.startsWith(id)),
            true,
            'a child at the head',
          );
        });
      } finally {
        // It keeps every other job waiting.
        await terminate(world, id);
      }
    },
  },
];

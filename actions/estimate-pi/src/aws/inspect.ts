import {
  type BatchClient,
  DescribeComputeEnvironmentsCommand,
  DescribeJobQueuesCommand,
  GetJobQueueSnapshotCommand,
} from '@aws-sdk/client-batch';
import type { InspectPort } from '../array-job/facts.ts';
import { call } from './call.ts';
import { readSubnets } from './network.ts';
import { imageExists } from './registry.ts';

/** What the doctor asks. Credentials and region are the Batch client's. */
export function inspectPort(client: BatchClient): InspectPort {
  const identity = client.config;
  return {
    queue: (arn, signal) =>
      call('batch:DescribeJobQueues', async () => {
        const command = new DescribeJobQueuesCommand({ jobQueues: [arn] });
        const { jobQueues = [] } = await client.send(command, { abortSignal: signal });
        const [queue] = jobQueues;
        if (queue === undefined) return undefined;
        const order = [...(queue.computeEnvironmentOrder ?? [])].sort(
          (a, b) => (a.order ?? 0) - (b.order ?? 0),
        );
        return {
          name: queue.jobQueueName ?? arn,
          enabled: queue.state === 'ENABLED',
          valid: queue.status !== 'INVALID',
          statusReason: queue.statusReason,
          environments: order.flatMap(({ computeEnvironment }) => computeEnvironment ?? []),
        };
      }),

    environments: (arns, signal) =>
      call('batch:DescribeComputeEnvironments', async () => {
        const command = new DescribeComputeEnvironmentsCommand({ computeEnvironments: [...arns] });
        const { computeEnvironments = [] } = await client.send(command, { abortSignal: signal });
        return computeEnvironments.map((environment) => ({
          name: environment.computeEnvironmentName ?? '',
          enabled: environment.state === 'ENABLED',
          valid: environment.status !== 'INVALID',
          statusReason: environment.statusReason,
          maxvCpus: environment.computeResources?.maxvCpus,
          desiredvCpus: environment.computeResources?.desiredvCpus,
          instanceTypes: environment.computeResources?.instanceTypes ?? [],
          subnets: environment.computeResources?.subnets ?? [],
        }));
      }),

    front: (queueArn, signal) =>
      call('batch:GetJobQueueSnapshot', async () => {
        const command = new GetJobQueueSnapshotCommand({ jobQueue: queueArn });
        const { frontOfQueue } = await client.send(command, { abortSignal: signal });
        // A job's ARN ends in its id, a child's in `<id>:<index>`.
        return (frontOfQueue?.jobs ?? []).flatMap(({ jobArn }) => jobArn?.split('/').at(-1) ?? []);
      }),

    subnets: (ids, signal) => readSubnets(ids, identity, signal),
    imageExists: (uri, signal) => imageExists(uri, identity, signal),
  };
}

import { BatchClient, DescribeComputeEnvironmentsCommand } from '@aws-sdk/client-batch';
import { expect, it } from '@jest/globals';
import { inProcessRunner, startLocalAws } from '../../../local/aws/index.ts';
import { isolate } from '../../../local/demo/environment.ts';
import { createStack } from '../../../local/demo/stack.ts';

it.each([
  [2, 16],
  [64, 64],
])(
  'allows %i cores to run as many children, within what the template takes',
  async (cores, max) => {
    const aws = await startLocalAws({ runner: inProcessRunner(async () => 0), vcpus: cores });
    const before = { ...process.env };
    isolate(process.env, aws.environment);
    try {
      await createStack('0'.repeat(64), cores);
      const { computeEnvironments } = await new BatchClient().send(
        new DescribeComputeEnvironmentsCommand({}),
      );
      expect(computeEnvironments?.[0]?.computeResources?.maxvCpus).toBe(max);
    } finally {
      for (const name of Object.keys(aws.environment)) delete process.env[name];
      Object.assign(process.env, before);
      await aws.close();
    }
  },
);

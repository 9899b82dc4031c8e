/** Runs that cannot move: each says why in its first line, and what to do in its second. */
import { expect } from '@jest/globals';
import { AwsError } from '../../../../local/aws/index.ts';
import type { Case } from './case.ts';
import { refused } from './faults.ts';
import type { Fault, Scene } from './scene.ts';

const DENIED = new AwsError('AccessDeniedException', 'User is not authorized', 403);
const DOCTOR = [
  'DescribeComputeEnvironments',
  'DescribeJobQueues',
  'GetJobQueueSnapshot',
  'DescribeSubnets',
  'DescribeRouteTables',
  'DescribeImages',
];
const denied: Fault = refused(({ operation }) => DOCTOR.includes(operation), DENIED);
const DIGEST = `sha256:${'0'.repeat(64)}`;

/** Batch wants instances and none comes. */
const wanting: Fault = () => async (call, next) => {
  const reply = await next();
  if (call.operation !== 'DescribeComputeEnvironments' || reply.kind !== 'output') return reply;
  const { computeEnvironments } = reply.output as {
    computeEnvironments: { computeResources: object }[];
  };
  return {
    kind: 'output',
    output: {
      computeEnvironments: computeEnvironments.map((each) => ({
        ...each,
        computeResources: { ...each.computeResources, desiredvCpus: 20 },
      })),
    },
  };
};

/** @param last the failure: its cause, a line break, its remedy */
function stuck(name: string, scene: Scene, last: RegExp, rest: Partial<Case> = {}): Case {
  const inputs = { 'stuck-minutes': '1', ...scene.inputs };
  return {
    name: `stuck: ${name}`,
    scene: { ...scene, inputs },
    exitCode: 1,
    last,
    also: ({ page, outputs }) => {
      expect(page).toMatch(/^## ⛔ .*\n\n\*\*What to do:\*\* /);
      expect(outputs['ending']).toBe('stuck');
    },
    ...rest,
  };
}

export const doctorCases: readonly Case[] = [
  stuck(
    'compute environment INVALID',
    {
      health: { computeEnvironment: { status: 'INVALID', statusReason: 'CLIENT_ERROR - no role' } },
    },
    /^::error::The compute environment \S+ is INVALID: CLIENT_ERROR - no role\nSet right what it names/,
  ),
  stuck(
    'compute environment DISABLED',
    { health: { computeEnvironment: { state: 'DISABLED' } } },
    /^::error::The compute environment \S+ is DISABLED: .*\nEnable it: aws batch update-compute-env/,
  ),
  stuck(
    'queue DISABLED',
    { health: { jobQueue: { state: 'DISABLED' } } },
    /^::error::The job queue Pi is DISABLED: it takes no jobs\nEnable it: aws batch update-job-queue/,
    { arrays: 0, also: ({ outputs }) => expect(outputs['ending']).toBe('failed') },
  ),
  stuck(
    'queue INVALID',
    { health: { stuck: '', jobQueue: { status: 'INVALID', statusReason: 'broken' } } },
    /^::error::The job queue Pi is INVALID: broken\nDeploy/,
  ),
  stuck(
    'more vCPU than there can be',
    { vcpus: 0.5 },
    /^::error::The job asks for more vCPU or memory than .*\nLower the resource requirements/,
    { also: ({ lines }) => expect(lines.join('\n')).toContain('Nothing starts: The job asks') },
  ),
  stuck(
    'no Spot capacity',
    { health: { stuck: 'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - none' } },
    /^::error::EC2 has no Spot capacity .*\(default_arm64\)\nRun it later/,
  ),
  stuck(
    'quota',
    { health: { stuck: '' }, fault: wanting },
    /^::error::The account's quota of Spot vCPUs .*asks for 20 vCPUs.*\nAsk for more in Service Quotas/,
  ),
  stuck(
    'no route out',
    { health: { stuck: '', network: { publicAddresses: true } } },
    /^::error::No route leads out of the subnets \(.+\): .*\nGive them a route/,
  ),
  stuck(
    'no public address',
    { health: { stuck: '', network: { way: 'igw-1', publicAddresses: false } } },
    /^::error::Instances get no public address .*\nLet the subnets assign public addresses/,
  ),
  stuck(
    'image not in the registry',
    {
      health: { imagesMissing: true },
      stack: { Image: `123456789012.dkr.ecr.local-1.amazonaws.com/pi@${DIGEST}` },
    },
    /^::error::The image \S+@sha256:0+ is not in its registry\nRun the deployment again/,
    { arrays: 0, also: ({ calls }) => expect(calls.get('batch:SubmitJob')).toBeUndefined() },
  ),
  stuck(
    'UNDETERMINED',
    { health: { stuck: 'UNDETERMINED - the root cause cannot be determined' } },
    /^::error::No child can start, and Batch says only: UNDETERMINED .*\nLook at the compute environment/,
  ),
  stuck(
    'the role may read nothing',
    { health: { stuck: '' }, fault: denied },
    /^::error::No child can start, and Batch gives no reason\n.*\(Not read: batch:DescribeJobQueues, batch:GetJobQueueSnapshot\.\)$/,
  ),
  stuck(
    'the role may read nothing, but Batch says why',
    { vcpus: 0.5, fault: denied },
    /^::error::The job asks for more vCPU .*\n.*\(Not read: /,
  ),
  {
    name: 'the role may not look for the image',
    scene: {
      fault: denied,
      stack: { Image: `123456789012.dkr.ecr.local-1.amazonaws.com/pi@${DIGEST}` },
    },
    exitCode: 0,
    last: /^::notice::Pi is approximately/,
    also: ({ lines }) => expect(lines.join('\n')).toContain('could not be checked'),
  },
];

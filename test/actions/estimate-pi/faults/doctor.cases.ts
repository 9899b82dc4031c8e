/** Runs that cannot move: each says why in its first line, and what to do in its second. */
import { expect } from '@jest/globals';
import { AwsError } from '../../../../local/aws/index.ts';
import type { Case } from './case.ts';
import { both, refused } from './faults.ts';
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

/** What is known when nothing may be read and Batch says nothing. */
const NOTHING_KNOWN =
  /^::error::Nothing can start, and Batch gives no reason\nLook at .*\(Not read: batch:DescribeJobQueues, batch:GetJobQueueSnapshot\.\)$/;

interface Illness {
  readonly name: string;
  readonly scene: Scene;
  /** The failure: its cause, a line break, its remedy. */
  readonly last: RegExp;
  /** The same when every call of the doctor's is denied. */
  readonly unread?: RegExp;
  readonly rest?: Partial<Case>;
}

const ILLNESSES: readonly Illness[] = [
  {
    name: 'compute environment INVALID',
    scene: {
      health: { computeEnvironment: { status: 'INVALID', statusReason: 'CLIENT_ERROR - no role' } },
    },
    last: /^::error::The compute environment \S+ is INVALID: CLIENT_ERROR - no role\nSet right what it names/,
  },
  {
    name: 'compute environment DISABLED',
    scene: { health: { computeEnvironment: { state: 'DISABLED' } } },
    last: /^::error::The compute environment \S+ is DISABLED: .*\nEnable it: aws batch update-compute-env/,
  },
  {
    name: 'queue DISABLED',
    scene: { health: { jobQueue: { state: 'DISABLED' } } },
    last: /^::error::The job queue Pi is DISABLED: it takes no jobs\nEnable it: aws batch update-job-queue/,
    unread: /^::error::batch:SubmitJob: ClientException: .*DISABLED/,
    rest: { arrays: 0, also: ({ outputs }) => expect(outputs['ending']).toBe('failed') },
  },
  {
    name: 'queue INVALID',
    scene: { health: { stuck: '', jobQueue: { status: 'INVALID', statusReason: 'broken' } } },
    last: /^::error::The job queue Pi is INVALID: broken\nDeploy/,
  },
  {
    name: 'more vCPU or memory than an instance has',
    scene: { vcpus: 0.5 },
    last: /^::error::The job asks for more vCPU or memory than .*\(default_arm64\)\nLower the ResourceRequirements/,
    unread: /^::error::The job asks for more vCPU or memory than any .* has\nLower .*\(Not read: /,
  },
  {
    name: 'more vCPU than there can be',
    scene: { health: { stuck: 'MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE - less' } },
    last: /^::error::The job asks for more vCPUs than .* maximum \(32\)\nDeploy the stack with a higher MaxvCpus/,
    unread: /^::error::The job asks for more vCPUs than .* maximum\nDeploy .*\(Not read: /,
  },
  {
    name: 'no Spot capacity',
    scene: { health: { stuck: 'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - none' } },
    last: /^::error::EC2 has no Spot capacity .*\(default_arm64\)\nRun it later/,
    unread: /^::error::EC2 has no Spot capacity .* at the moment\nRun it later.*\(Not read: /,
  },
  {
    name: 'quota below the smallest instance',
    scene: { health: { stuck: '' }, fault: wanting },
    last: /^::error::The account's quota of Spot vCPUs .*asks for 20 vCPUs.*\nAsk for more in Service Quotas/,
  },
  {
    name: 'no route out',
    scene: { health: { stuck: '', network: { publicAddresses: true } } },
    last: /^::error::No route leads out of the subnets \(.+\): .*\nGive them a route/,
  },
  {
    name: 'no public address',
    scene: { health: { stuck: '', network: { way: 'igw-1', publicAddresses: false } } },
    last: /^::error::Instances get no public address .*\nLet the subnets assign public addresses/,
  },
  {
    name: 'UNDETERMINED',
    scene: { health: { stuck: 'UNDETERMINED - the root cause cannot be determined' } },
    last: /^::error::Nothing can start, and Batch says only: UNDETERMINED .*\nLook at the compute environment/,
    unread:
      /^::error::Nothing can start, and Batch says only: UNDETERMINED .*\nLook at .*\(Not read: /,
  },
];

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

/** Each illness twice: told by a doctor who may look, and by one who may not. */
function twice({ name, scene, last, unread = NOTHING_KNOWN, rest }: Illness): Case[] {
  const fault = scene.fault === undefined ? denied : both(denied, scene.fault);
  return [
    stuck(name, scene, last, rest),
    stuck(`${name}, denied`, { ...scene, fault }, unread, rest),
  ];
}

const PUSHED = {
  stack: { Image: `123456789012.dkr.ecr.local-1.amazonaws.com/pi@${DIGEST}` },
};

export const doctorCases: readonly Case[] = [
  ...ILLNESSES.flatMap(twice),
  {
    name: 'image not in the registry',
    scene: { ...PUSHED, health: { imagesMissing: true } },
    exitCode: 1,
    last: /^::error::The image \S+@sha256:0+ is not in its registry\nRun the deployment again/,
    arrays: 0,
    also: ({ calls }) => expect(calls.get('batch:SubmitJob')).toBeUndefined(),
  },
  {
    name: 'image not in the registry, denied',
    scene: { ...PUSHED, fault: denied },
    exitCode: 0,
    last: /^::notice::Pi is approximately/,
    also: ({ lines }) => expect(lines.join('\n')).toContain('could not be checked'),
  },
];

/** Creates the stack from the real template, on whatever CloudFormation the environment names. */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  type Stack as StackDescription,
} from '@aws-sdk/client-cloudformation';
import type { Definitions } from './batch.ts';

export const STACK_NAME = 'Pi';
const TEMPLATE = 'cloudformation/pi.yaml';
const POLL_MS = 50;

/** The template allows no fewer; there are as many as this machine has cores all the same. */
const LEAST_MAX_VCPUS = 16;

/**
 * @param digest of the image that the jobs run: 64 hexadecimal digits
 * @param vcpus how many the compute environment must allow
 * @throws {Error} with CloudFormation's reason when the stack cannot be created
 */
export async function createStack(digest: string, vcpus: number): Promise<Definitions> {
  const cloudformation = new CloudFormationClient();
  await cloudformation.send(
    new CreateStackCommand({
      StackName: STACK_NAME,
      TemplateBody: await readFile(TEMPLATE, 'utf8'),
      Parameters: Object.entries({
        Image: `local/worker@sha256:${digest}`,
        MaxvCpus: String(Math.max(LEAST_MAX_VCPUS, vcpus)),
      }).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
      Capabilities: ['CAPABILITY_IAM'],
    }),
  );
  for (;;) {
    const described = await cloudformation.send(
      new DescribeStacksCommand({ StackName: STACK_NAME }),
    );
    const stack = described.Stacks?.[0];
    if (stack?.StackStatus === 'CREATE_COMPLETE') return definitions(stack);
    if (stack?.StackStatus !== 'CREATE_IN_PROGRESS') {
      throw new Error(`${TEMPLATE}: ${stack?.StackStatus}: ${stack?.StackStatusReason ?? ''}`);
    }
    await sleep(POLL_MS);
  }
}

function definitions({ Outputs = [] }: StackDescription): Definitions {
  const output = (key: string) => {
    const value = Outputs.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
    if (value === undefined) throw new Error(`${TEMPLATE} has no output ${key}`);
    return value;
  };
  return {
    queue: output('JobQueueArn'),
    calculate: output('CalculateJobDefinitionArn'),
    summarize: output('SummarizeJobDefinitionArn'),
  };
}

/** `arn:aws:batch:...:job-definition/Pi-Calculate:1` as `Pi-Calculate:1` */
export const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

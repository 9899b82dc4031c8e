import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { Explained } from '../array-job/fault.ts';
import type { Stack } from '../array-job/plan.ts';
import { call } from './call.ts';

const TEMPLATE = 'cloudformation/pi.yaml';

/**
 * @param name of the stack made from `cloudformation/pi.yaml`
 * @throws {Explained} when there is no such stack or it lacks an output
 * @throws {CallFault}
 */
export async function readStack(
  client: CloudFormationClient,
  name: string,
  signal: AbortSignal,
): Promise<Stack> {
  const { Stacks } = await call('cloudformation:DescribeStacks', async () => {
    try {
      return await client.send(new DescribeStacksCommand({ StackName: name }), {
        abortSignal: signal,
      });
    } catch (error) {
      if (error instanceof Error && /does not exist/.test(error.message)) return { Stacks: [] };
      throw error;
    }
  });
  const [stack] = Stacks ?? [];
  if (stack === undefined) {
    throw new Explained(
      `There is no CloudFormation stack "${name}" in region ${await client.config.region()}`,
      `Deploy ${TEMPLATE} under that name, or set the input stack-name.`,
    );
  }
  const outputs = new Map(stack.Outputs?.map((o) => [o.OutputKey, o.OutputValue]));
  const output = (key: string): string => {
    const value = outputs.get(key);
    if (value) return value;
    throw new Explained(
      `The stack "${name}" (${stack.StackStatus}) has no output ${key}`,
      `It must be made from ${TEMPLATE}, and its creation must have ended well.`,
    );
  };
  return {
    name,
    jobQueue: output('JobQueueArn'),
    arrayDefinition: output('CalculateJobDefinitionArn'),
    summarizeDefinition: output('SummarizeJobDefinitionArn'),
    resultsQueuePrefix: output('ResultsQueuePrefix'),
    logGroup: output('LogGroupName'),
    image: stack.Parameters?.find(({ ParameterKey }) => ParameterKey === 'Image')?.ParameterValue,
  };
}

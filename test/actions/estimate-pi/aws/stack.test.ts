import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { readStack } from '../../../../actions/estimate-pi/src/aws/stack.ts';

const client = new CloudFormationClient({ region: 'eu-west-1' });
const cloudFormation = mockClient(client);
const { signal } = new AbortController();

const OUTPUTS = {
  JobQueueArn: 'arn:queue',
  CalculateJobDefinitionArn: 'arn:calculate:3',
  SummarizeJobDefinitionArn: 'arn:summarize:5',
  ResultsQueuePrefix: 'Pi',
  LogGroupName: '/Pi/jobs',
};

function answer(outputs: Readonly<Record<string, string>>, image?: string) {
  cloudFormation.on(DescribeStacksCommand, { StackName: 'Pi' }).resolves({
    Stacks: [
      {
        StackName: 'Pi',
        CreationTime: new Date(0),
        StackStatus: 'ROLLBACK_COMPLETE',
        Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({
          OutputKey,
          OutputValue,
        })),
        ...(image === undefined
          ? {}
          : { Parameters: [{ ParameterKey: 'Image', ParameterValue: image }] }),
      },
    ],
  });
}

describe('the stack', () => {
  beforeEach(() => {
    cloudFormation.reset();
  });

  it('tells by its outputs what to submit to', async () => {
    answer(OUTPUTS, 'registry/image@sha256:0');
    expect(await readStack(client, 'Pi', signal)).toEqual({
      name: 'Pi',
      jobQueue: 'arn:queue',
      arrayDefinition: 'arn:calculate:3',
      summarizeDefinition: 'arn:summarize:5',
      resultsQueuePrefix: 'Pi',
      logGroup: '/Pi/jobs',
      image: 'registry/image@sha256:0',
    });
  });

  it.each(Object.keys(OUTPUTS))('must have the output %s', async (key) => {
    answer(Object.fromEntries(Object.entries(OUTPUTS).filter(([name]) => name !== key)));
    await expect(readStack(client, 'Pi', signal)).rejects.toThrow(
      `The stack "Pi" (ROLLBACK_COMPLETE) has no output ${key}`,
    );
  });

  it('must exist', async () => {
    const missing = Object.assign(new Error('Stack with id Pi does not exist'), {
      name: 'ValidationError',
      $metadata: { httpStatusCode: 400 },
    });
    cloudFormation.on(DescribeStacksCommand).rejects(missing);
    await expect(readStack(client, 'Pi', signal)).rejects.toMatchObject({
      message: 'There is no CloudFormation stack "Pi" in region eu-west-1',
      remedy: expect.stringContaining('stack-name'),
    });
  });

  it('may be kept from the role', async () => {
    const denied = Object.assign(new Error('not authorized'), { name: 'AccessDenied' });
    cloudFormation.on(DescribeStacksCommand).rejects(denied);
    await expect(readStack(client, 'Pi', signal)).rejects.toMatchObject({
      kind: 'denied',
      call: 'cloudformation:DescribeStacks',
    });
  });
});

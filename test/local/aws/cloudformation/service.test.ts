import { ListJobsCommand } from '@aws-sdk/client-batch';
import {
  CreateStackCommand,
  type CreateStackCommandInput,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inProcessRunner, type LocalAws, startLocalAws } from '../../../../local/aws/index.ts';
import { submit } from '../batch/jobs.ts';
import { type Clients, clientsOf, deploy, IMAGE, TEMPLATE } from '../start.ts';

let aws: LocalAws;
let clients: Clients;
beforeEach(async () => {
  aws = await startLocalAws({ runner: inProcessRunner(async () => 0), vcpus: 1 });
  clients = clientsOf(aws);
});
afterEach(() => aws.close());

const create = (input: Partial<CreateStackCommandInput>) =>
  clients.cloudFormation.send(
    new CreateStackCommand({
      StackName: 'Test',
      TemplateBody: TEMPLATE,
      Capabilities: ['CAPABILITY_IAM'],
      ...input,
    }),
  );
const stack = async (StackName = 'Test') => {
  const { Stacks } = await clients.cloudFormation.send(new DescribeStacksCommand({ StackName }));
  return Stacks?.[0];
};
const parameters = (values: Record<string, string>) =>
  Object.entries(values).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  }));
const template = (body: object) => ({ TemplateBody: JSON.stringify(body) });

describe('the template of this project', () => {
  it('deploys with nothing but an image, and its outputs can be used', async () => {
    const outputs = await deploy(clients.cloudFormation);
    expect(outputs).toMatchObject({
      JobQueueArn: 'arn:aws:batch:local-1:000000000000:job-queue/Pi',
      CalculateJobDefinitionArn: 'arn:aws:batch:local-1:000000000000:job-definition/Pi-Calculate:1',
      SummarizeJobDefinitionArn: 'arn:aws:batch:local-1:000000000000:job-definition/Pi-Summarize:1',
      ResultsQueuePrefix: 'Pi',
      LogGroupName: expect.stringContaining('Pi'),
      Image: IMAGE,
    });
    expect(await submit({ ...clients, outputs })).toMatch(/^[0-9a-f-]{36}$/);
    expect(await stack('Pi')).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  });

  it('deploys into a given network, and under another name', async () => {
    const outputs = await deploy(clients.cloudFormation, {
      NamePrefix: 'Mine',
      VpcId: 'vpc-01234567',
      SubnetIds: 'subnet-01234567,subnet-89abcdef',
      KeyPair: 'key',
      SshSource: '192.0.2.7/32',
      Architecture: 'x86_64',
    });
    expect(outputs['JobQueueArn']).toMatch(/job-queue\/Mine$/);
    expect(outputs['ResultsQueuePrefix']).toBe('Mine');
  });

  it.each([
    ['no image', {}, /Parameters: \[Image\] must have values/],
    ['a parameter that it has not', { Image: IMAGE, Other: 'x' }, /\[Other\] do not exist/],
    ['an image by tag', { Image: 'localhost/pi:latest' }, /Parameter Image failed to satisfy/],
    ['a value that is not allowed', { Image: IMAGE, Architecture: 'mips' }, /Architecture/],
    ['a number out of bounds', { Image: IMAGE, MaxvCpus: '0' }, /MaxvCpus/],
    ['no number', { Image: IMAGE, MaxvCpus: 'x' }, /MaxvCpus/],
    [
      'subnets without a VPC',
      { Image: IMAGE, SubnetIds: 'subnet-01234567' },
      /SubnetIds needs VpcId/,
    ],
  ])('is refused with %s', async (_what, values, message) => {
    const refused = create({ Parameters: parameters(values) });
    await expect(refused).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(refused).rejects.toThrow(message);
    await expect(stack()).rejects.toThrow('Stack with id Test does not exist');
  });

  it('needs the capability to make roles', async () => {
    const refused = create({ Capabilities: [], Parameters: parameters({ Image: IMAGE }) });
    await expect(refused).rejects.toMatchObject({ name: 'InsufficientCapabilitiesException' });
  });
});

describe('a stack', () => {
  it('exists once by name', async () => {
    await create(template({ Resources: { Log: { Type: 'AWS::Logs::LogGroup' } } }));
    const again = create(template({ Resources: {} }));
    await expect(again).rejects.toMatchObject({ name: 'AlreadyExistsException' });
  });

  it.each([
    ['YAML that is none', 'a: [', /Template format error/],
    ['no resources', '{}', /Template format error: Resources/],
    [
      'a section that there is not',
      '{ "Resources": {}, "Extra": 1 }',
      /Template format error: Extra/,
    ],
    ['an alias', 'Resources: &a { R: *a }', /aliases/],
    ['a type that nobody knows', '{ "Resources": { "R": { "Type": "AWS::X::Y" } } }', /AWS::X::Y/],
  ])('is refused with %s', async (_what, TemplateBody, message) => {
    const refused = create({ TemplateBody });
    await expect(refused).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(refused).rejects.toThrow(message);
  });

  it.each([
    ['a circle', { A: { Type: 'AWS::EC2::VPC', DependsOn: 'A' } }, /Circular dependency.*\[A\]/],
    [
      'a name that is nowhere',
      { A: { Type: 'AWS::EC2::VPC', Properties: { P: { Ref: 'B' } } } },
      /\[B\]/,
    ],
    [
      'a definition that Batch would refuse',
      { A: { Type: 'AWS::Batch::JobDefinition', Properties: { Type: 'container' } } },
      /resource A, property ContainerProperties/,
    ],
    [
      'an attribute that is not known',
      {
        A: { Type: 'AWS::EC2::VPC' },
        B: { Type: 'AWS::EC2::VPC', Properties: { P: { 'Fn::GetAtt': ['A', 'X'] } } },
      },
      /attribute X of resource A/,
    ],
  ])('rolls back over %s and says why', async (_what, Resources, message) => {
    await create(template({ Resources }));
    const found = await stack();
    expect(found?.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(found?.StackStatusReason).toMatch(message);
  });

  it('that rolled back leaves nothing behind', async () => {
    const queue = {
      Type: 'AWS::Batch::JobQueue',
      Properties: { JobQueueName: 'Left', Priority: 1, ComputeEnvironmentOrder: [] },
    };
    const broken = { Type: 'AWS::EC2::VPC', Properties: { P: { Ref: 'Nowhere' } } };
    await create(template({ Resources: { Queue: queue, Broken: broken } }));
    expect((await stack())?.StackStatus).toBe('ROLLBACK_COMPLETE');
    const list = clients.batch.send(new ListJobsCommand({ jobQueue: 'Left' }));
    await expect(list).rejects.toThrow('JobQueue Left not found');
  });
});

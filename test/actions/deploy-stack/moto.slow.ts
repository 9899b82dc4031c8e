/**
 * The built action and the real template against moto, an AWS that others wrote. Its limits: it has
 * no drift, gives no outputs for a stack that a change set made, and deletes in the order of the
 * template, so that a VPC of the stack's own cannot go.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchClient,
  DescribeJobDefinitionsCommand,
  DescribeJobQueuesCommand,
  RegisterJobDefinitionCommand,
} from '@aws-sdk/client-batch';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DescribeStacksCommand,
  ListChangeSetsCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bridgeTemplate } from '../../contract/worlds/bridge.ts';
import {
  type MotoServer,
  NO_DOCKER,
  network,
  startMoto,
} from '../../contract/worlds/moto-server.ts';
import { runAction } from './action.ts';

const TEMPLATE = 'cloudformation/pi.yaml';
const IMAGE = `registry.example/pi@sha256:${'0'.repeat(64)}`;

let moto: MotoServer;
let folder: string;
let template: string;
let parameters: string;
let cloudFormation: CloudFormationClient;
let batch: BatchClient;
let sqs: SQSClient;

beforeAll(async () => {
  moto = await startMoto(NO_DOCKER);
  folder = await mkdtemp(join(tmpdir(), 'moto-'));
  template = join(folder, 'pi.yaml');
  await writeFile(template, bridgeTemplate(await readFile(TEMPLATE, 'utf8')));
  const settings = {
    endpoint: moto.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  cloudFormation = new CloudFormationClient(settings);
  batch = new BatchClient(settings);
  sqs = new SQSClient(settings);
  parameters = [`Image=${IMAGE}`, ...(await network(cloudFormation))].join('\n');
});

afterAll(async () => {
  for (const client of [cloudFormation, batch, sqs]) client.destroy();
  await moto.close();
  await rm(folder, { recursive: true });
});

const act = (command: string, inputs: Record<string, string> = {}) =>
  runAction({
    endpoint: moto.endpoint,
    inputs: { command, template, parameters, ...inputs },
  });

async function unexecuted(): Promise<readonly string[]> {
  const { Summaries = [] } = await cloudFormation.send(
    new ListChangeSetsCommand({ StackName: 'Pi' }),
  );
  return Summaries.filter(({ ExecutionStatus: status }) => status !== 'EXECUTE_COMPLETE').flatMap(
    ({ ChangeSetName: name }) => name ?? [],
  );
}

async function activeRevisions(name: string): Promise<readonly (number | undefined)[]> {
  const { jobDefinitions = [] } = await batch.send(
    new DescribeJobDefinitionsCommand({ jobDefinitionName: name, status: 'ACTIVE' }),
  );
  return jobDefinitions.map(({ revision }) => revision);
}

/** One life of the stack: each step starts from what the one before has left. */
describe('the stack of pi.yaml', () => {
  it('is planned without leaving an empty one', async () => {
    const { exitCode, outputs } = await act('plan', { template: TEMPLATE });
    expect([exitCode, outputs['verdict']]).toEqual([0, 'new-stack']);
    const describing = cloudFormation.send(new DescribeStacksCommand({ StackName: 'Pi' }));
    await expect(describing).rejects.toThrow(/does not exist/);
  });

  it('is created', async () => {
    const { exitCode, outputs } = await act('apply');
    expect([exitCode, outputs['verdict'], outputs['stack-status']]).toEqual([
      0,
      'applied',
      'CREATE_COMPLETE',
    ]);
    const { jobQueues } = await batch.send(new DescribeJobQueuesCommand({ jobQueues: ['Pi'] }));
    expect(jobQueues).toMatchObject([{ jobQueueName: 'Pi', state: 'ENABLED' }]);
  });

  it('is left alone when nothing has changed', async () => {
    const { exitCode, outputs } = await act('apply');
    expect([exitCode, outputs['verdict'], await unexecuted()]).toEqual([0, 'unchanged', []]);
  });

  it('is planned and updated although somebody left a change set, and revisions are pruned', async () => {
    const changed = (await readFile(template, 'utf8')).replace('Priority: 1', 'Priority: 2');
    await writeFile(template, changed);
    await cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: 'Pi',
        ChangeSetName: 'left-over',
        ChangeSetType: 'UPDATE',
        TemplateBody: changed,
        Parameters: ['Image', 'VpcId', 'SubnetIds'].map((name) => ({
          ParameterKey: name,
          UsePreviousValue: true,
        })),
      }),
    );
    const plan = await act('plan', { parameters: 'Image\nVpcId\nSubnetIds' });
    expect([plan.exitCode, plan.outputs['verdict']]).toEqual([0, 'changes']);
    expect(plan.outputs['changes']).toContain('<code>JobQueue</code>');
    expect(await unexecuted()).toEqual(['left-over']);

    for (let old = 0; old < 3; old += 1) {
      await batch.send(
        new RegisterJobDefinitionCommand({
          jobDefinitionName: 'Pi-Calculate',
          type: 'container',
          containerProperties: { image: IMAGE, vcpus: 1, memory: 128 },
        }),
      );
    }
    const apply = await act('apply', { 'keep-revisions': '2' });
    expect([apply.exitCode, apply.outputs['verdict']]).toEqual([0, 'applied']);
    // The one that the stack has, and the newest.
    expect(await activeRevisions('Pi-Calculate')).toEqual([1, 4]);
  });

  it('keeps the result queue of a run that Batch does not know yet', async () => {
    await sqs.send(
      new CreateQueueCommand({ QueueName: 'Pi-results-6f9619ff-8b86-4011-b42d-00c04fc964ff' }),
    );
    const { exitCode, outputs, summary } = await act('sweep');
    expect([exitCode, outputs['verdict']]).toEqual([0, 'swept']);
    expect(summary).toContain('0 of 1 result queues');
  });

  it('is deleted with everything that would outlive it', async () => {
    const { exitCode, outputs, log } = await act('delete', { confirm: 'Pi' });
    expect([exitCode, outputs['verdict']]).toEqual([0, 'deleted']);
    expect(log).toContain('Nothing of it is left.');
    const { QueueUrls } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'Pi-results-' }));
    expect(QueueUrls ?? []).toEqual([]);
    expect(await activeRevisions('Pi-Calculate')).toEqual([]);
    expect(await activeRevisions('Pi-Summarize')).toEqual([]);
    const describing = cloudFormation.send(new DescribeStacksCommand({ StackName: 'Pi' }));
    await expect(describing).rejects.toThrow(/does not exist/);
  });

  it('may be gone when it is to be deleted', async () => {
    const { exitCode, outputs } = await act('delete', { confirm: 'Pi' });
    expect([exitCode, outputs['verdict']]).toEqual([0, 'deleted']);
  });
});

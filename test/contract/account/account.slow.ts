/** The life of the contract's stack in an account, with moto in the account's place. */
import { DescribeJobDefinitionsCommand, DescribeJobQueuesCommand } from '@aws-sdk/client-batch';
import { CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateQueueCommand, ListQueuesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Clients, clientsOf } from '../../local/aws/start.ts';
import { probeTemplate } from '../worlds/aws.ts';
import { bridgeTemplate } from '../worlds/bridge.ts';
import {
  MOTO_REGION,
  type MotoServer,
  NO_DOCKER,
  network,
  startMoto,
} from '../worlds/moto-server.ts';
import { Account, type Running } from './account.ts';
import { accountOf } from './identity.ts';

const PREFIX = 'contract-01234567';
const EMPTY = JSON.stringify({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } });

let moto: MotoServer;
let clients: Clients;
let env: NodeJS.ProcessEnv;
let parameters: readonly string[];
const started: Running[] = [];
const run = <T extends Running>(running: T): T => {
  started.push(running);
  return running;
};

beforeAll(async () => {
  moto = await startMoto(NO_DOCKER);
  clients = clientsOf({ endpoint: moto.endpoint, region: MOTO_REGION });
  parameters = await network(clients.cloudFormation);
  env = {
    AWS_REGION: MOTO_REGION,
    AWS_ENDPOINT_URL: moto.endpoint,
    AWS_ACCESS_KEY_ID: 'moto',
    AWS_SECRET_ACCESS_KEY: 'moto',
  };
});
afterAll(async () => {
  for (const client of Object.values(clients)) client.destroy();
  await moto.close();
});

const stacks = async () =>
  (await clients.cloudFormation.send(new DescribeStacksCommand({}))).Stacks?.map(
    ({ StackName }) => StackName,
  );

describe('in the account that runs the contract', () => {
  it('the stack is made from the template, with jobs of Node alone, and goes with all that bears its name', async () => {
    const template = bridgeTemplate(probeTemplate());
    const account = new Account(PREFIX, run, { template, parameters, env });
    // moto gives no outputs for a stack that was made by a change set.
    await account.deploy();
    const queues = new DescribeJobQueuesCommand({ jobQueues: [PREFIX] });
    expect((await clients.batch.send(queues)).jobQueues).toHaveLength(1);
    const definitions = new DescribeJobDefinitionsCommand({
      jobDefinitionName: `${PREFIX}-Calculate`,
    });
    const { jobDefinitions = [] } = await clients.batch.send(definitions);
    expect(jobDefinitions.map(({ containerProperties }) => containerProperties?.image)).toEqual([
      expect.stringMatching(/^gcr\.io\/distroless\/nodejs24-debian\d+@sha256:[0-9a-f]{64}$/),
    ]);
    expect(started).toHaveLength(1);

    // What the contract leaves, and what was there before it.
    for (const StackName of [`${PREFIX}-7`, 'contract-01234567x', 'Mine']) {
      await clients.cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: EMPTY }));
    }
    for (const QueueName of [`${PREFIX}-1`, `${PREFIX}-results-2`, `${PREFIX}x`, 'Mine']) {
      await clients.sqs.send(new CreateQueueCommand({ QueueName }));
    }
    expect(await account.cleanUp()).toEqual([]);
    expect((await stacks())?.toSorted()).toEqual(['Mine', 'Network', 'contract-01234567x']);
    const { QueueUrls = [] } = await clients.sqs.send(new ListQueuesCommand({}));
    expect(QueueUrls.map((url) => url.split('/').at(-1)).toSorted()).toEqual([
      'Mine',
      `${PREFIX}x`,
    ]);
  });

  it('a stack that cannot be made is said to be so', async () => {
    const account = new Account('no name', run, { env });
    await expect(account.deploy()).rejects.toThrow(/^the stack was not made: \S/);
  });

  it('what cannot be deleted is named', async () => {
    const StackName = 'contract-00000000';
    const input = { StackName, TemplateBody: EMPTY, EnableTerminationProtection: true };
    await clients.cloudFormation.send(new CreateStackCommand(input));
    const left = await new Account(StackName, run, { env }).cleanUp();
    expect(left).toEqual([expect.stringMatching(/^stack contract-00000000 \(.*protection/)]);
  });

  it('whose account it is, is asked of AWS', async () => {
    Object.assign(process.env, { AWS_ENDPOINT_URL: moto.endpoint });
    try {
      expect(await accountOf(env)).toBe('123456789012');
    } finally {
      delete process.env['AWS_ENDPOINT_URL'];
    }
  });
});

import {
  DescribeComputeEnvironmentsCommand,
  DescribeJobQueuesCommand,
  GetJobQueueSnapshotCommand,
} from '@aws-sdk/client-batch';
import { parseXML } from '@aws-sdk/xml-builder';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Health, inProcessRunner } from '../../../local/aws/index.ts';
import { describeJob, ended, submit, until } from './batch/jobs.ts';
import { type Started, start } from './start.ts';

let aws: Started;
const begin = async (health: Health = {}) => {
  aws = await start({ runner: inProcessRunner(async () => 0), vcpus: 1, health });
};
afterEach(() => aws.aws.close());

const environment = async () => {
  const command = new DescribeComputeEnvironmentsCommand({});
  return (await aws.batch.send(command)).computeEnvironments?.[0];
};

/** Calls without an SDK client, as the action does. */
async function ask(headers: Record<string, string>, body: string | URLSearchParams) {
  const signed = { authorization: 'AWS4-HMAC-SHA256 x', ...headers };
  const response = await fetch(aws.aws.endpoint, { method: 'POST', headers: signed, body });
  return { status: response.status, text: await response.text() };
}

describe('an AWS that is well', () => {
  it('says so of its compute environment and queue', async () => {
    await begin();
    const found = await environment();
    expect(found).toMatchObject({
      state: 'ENABLED',
      status: 'VALID',
      type: 'MANAGED',
      computeResources: { type: 'SPOT', minvCpus: 0, maxvCpus: 16, desiredvCpus: 0 },
    });
    const command = new DescribeJobQueuesCommand({ jobQueues: ['Pi', 'Nothing'] });
    const { jobQueues } = await aws.batch.send(command);
    expect(jobQueues).toMatchObject([
      {
        jobQueueName: 'Pi',
        state: 'ENABLED',
        computeEnvironmentOrder: [{ order: 1, computeEnvironment: found?.computeEnvironmentArn }],
      },
    ]);
  });

  it('routes the subnets of its compute environment to a gateway', async () => {
    await begin();
    const { computeResources } = (await environment()) ?? {};
    const ids = computeResources?.subnets ?? [];
    const form = { Version: '2016-11-15', 'SubnetId.1': ids[0] ?? '', 'SubnetId.2': ids[1] ?? '' };
    const subnets = await ask({}, new URLSearchParams({ Action: 'DescribeSubnets', ...form }));
    const parsed = parseXML(subnets.text).DescribeSubnetsResponse.subnetSet.item;
    expect(parsed.map(({ subnetId }: { subnetId: string }) => subnetId)).toEqual(ids);
    expect(parsed[0].mapPublicIpOnLaunch).toBe('true');
    const tables = await ask(
      {},
      new URLSearchParams({
        Action: 'DescribeRouteTables',
        Version: '2016-11-15',
        'Filter.1.Name': 'vpc-id',
        'Filter.1.Value.1': parsed[0].vpcId,
      }),
    );
    expect(tables.text).toContain('<gatewayId>igw-');
  });

  it('knows no subnet of others', async () => {
    await begin();
    const form = { Action: 'DescribeSubnets', Version: '2016-11-15', 'SubnetId.1': 'subnet-x' };
    const { status, text } = await ask({}, new URLSearchParams(form));
    expect([status, text]).toEqual([400, expect.stringContaining('InvalidSubnetID.NotFound')]);
  });

  it('has every image', async () => {
    await begin();
    expect(await describeImage()).toMatchObject({ status: 200 });
  });
});

function describeImage() {
  const target = 'AmazonEC2ContainerRegistry_V20150921.DescribeImages';
  const imageIds = [{ imageDigest: `sha256:${'0'.repeat(64)}` }];
  return ask({ 'x-amz-target': target }, JSON.stringify({ repositoryName: 'pi', imageIds }));
}

describe('an AWS that is stuck', () => {
  it('says why of the first job in line, shows the line, and moves once it is well', async () => {
    await begin({ stuck: 'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY' });
    const first = await submit(aws);
    const second = await submit(aws);
    const job = await until(aws, first, ({ statusReason }) => statusReason !== undefined);
    expect(job).toMatchObject({
      status: 'RUNNABLE',
      statusReason: 'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY',
    });
    await until(aws, second, ({ status }) => status === 'RUNNABLE');
    const command = new GetJobQueueSnapshotCommand({ jobQueue: 'Pi' });
    const { frontOfQueue } = await aws.batch.send(command);
    const ids = frontOfQueue?.jobs?.map(({ jobArn }) => jobArn?.split('/').at(-1));
    expect(ids).toEqual([first, second]);
    aws.aws.setHealth({});
    expect(await until(aws, second, ended)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('may give no reason at all', async () => {
    const computeEnvironment = { status: 'INVALID', statusReason: 'CLIENT_ERROR - x' } as const;
    await begin({ computeEnvironment });
    const id = await submit(aws);
    await until(aws, id, ({ status }) => status === 'RUNNABLE');
    expect((await describeJob(aws, id)).statusReason).toBeUndefined();
    expect(await environment()).toMatchObject(computeEnvironment);
  });
});

it('a queue that is disabled takes no jobs', async () => {
  await begin({ jobQueue: { state: 'DISABLED' } });
  await expect(submit(aws)).rejects.toThrow('is DISABLED');
});

it('a network without a way out has no default route', async () => {
  await begin({ network: { publicAddresses: false } });
  const form = { Action: 'DescribeRouteTables', Version: '2016-11-15' };
  const { text } = await ask({}, new URLSearchParams(form));
  expect(text).not.toContain('0.0.0.0/0');
});

it('a registry without images says so', async () => {
  await begin({ imagesMissing: true });
  const { status, text } = await describeImage();
  expect([status, text]).toEqual([400, expect.stringContaining('ImageNotFoundException')]);
});

import { DescribeJobsCommand } from '@aws-sdk/client-batch';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateQueueCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inProcessRunner, type LocalAws, startLocalAws } from '../../local/aws/index.ts';
import { type Clients, clientsOf } from '../local/aws/start.ts';
import { interceptBy } from './intercept.ts';
import { type FaultProxy, startFaultProxy } from './proxy.ts';
import { type Fault, type Rule, type Schedule, written } from './schedule.ts';

const HANG_UP = /socket hang up|ECONNRESET/;

let aws: LocalAws;
let proxy: FaultProxy | undefined;
let clients: Clients;
let suffered: ReadonlyMap<string, number>;
let schedule: Schedule = () => undefined;

/** The same faults by each of the two ways to make them. */
const WAYS = {
  proxy: async (): Promise<void> => {
    proxy = await startFaultProxy(aws.endpoint, (occurrence) => schedule(occurrence));
    suffered = proxy.suffered;
    clients = clientsOf({ endpoint: proxy.endpoint, region: aws.region });
  },
  intercept: async (): Promise<void> => {
    await aws.close();
    const made = interceptBy((occurrence) => schedule(occurrence));
    aws = await startLocalAws({ runner, vcpus: 1, intercept: made.intercept });
    suffered = made.suffered;
    clients = clientsOf(aws);
  },
};
const runner = inProcessRunner(async () => 0);

describe.each(Object.entries(WAYS))('by %s', (_name, begin) => {
  beforeEach(async () => {
    schedule = () => undefined;
    aws = await startLocalAws({ runner, vcpus: 1 });
    await begin();
  });
  afterEach(async () => {
    await proxy?.close();
    proxy = undefined;
    await aws.close();
  });

  const create = () => clients.sqs.send(new CreateQueueCommand({ QueueName: 'q' }));
  const suffer = (fault: Fault, rule: Partial<Rule> = {}) => {
    schedule = written([{ on: 'CreateQueue', ...rule, fault }]);
  };

  it('calls of every protocol go through when nothing is planned', async () => {
    await create();
    await clients.batch.send(new DescribeJobsCommand({ jobs: ['x'] }));
    await expect(
      clients.cloudFormation.send(new DescribeStacksCommand({ StackName: 'x' })),
    ).rejects.toMatchObject({ name: 'ValidationError' });
    expect(suffered.size).toBe(0);
  });

  it('a call is dropped before it happens', async () => {
    suffer({ kind: 'drop' }, { nth: [1] });
    await expect(create()).rejects.toThrow(HANG_UP);
    expect(aws.queues()).toEqual([]);
    await create();
    expect(suffered).toEqual(new Map([['CreateQueue drop', 1]]));
  });

  it('a reply is lost after it happened', async () => {
    suffer({ kind: 'lose' });
    await expect(create()).rejects.toThrow(HANG_UP);
    expect(aws.queues()).toEqual(['q']);
  });

  it('a call happens twice', async () => {
    suffer({ kind: 'duplicate' });
    await create();
    expect(aws.queues()).toEqual(['q']);
  });

  it('a call is late', async () => {
    suffer({ kind: 'delay', ms: 1 });
    await create();
    expect(suffered.get('CreateQueue delay')).toBe(1);
  });

  it.each([
    ['throttle', 429],
    ['fail', 500],
    ['corrupt', 200],
  ] as const)('a call meets with %s', async (kind, httpStatusCode) => {
    suffer({ kind });
    await expect(create()).rejects.toMatchObject({ $metadata: { httpStatusCode } });
  });

  it('a call is never answered', async () => {
    suffer({ kind: 'hang' });
    const aborted = AbortSignal.timeout(300);
    const command = new CreateQueueCommand({ QueueName: 'q' });
    const call = clients.sqs.send(command, { abortSignal: aborted });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(aws.queues()).toEqual([]);
  });

  it.each([
    ['CreateQueue', () => create()],
    ['DescribeJobs', () => clients.batch.send(new DescribeJobsCommand({ jobs: ['x'] }))],
    ['DescribeStacks', () => clients.cloudFormation.send(new DescribeStacksCommand({}))],
  ])('%s is refused in its own protocol', async (on, call) => {
    schedule = written([
      { on, fault: { kind: 'refuse', status: 403, code: 'AccessDenied', message: 'not you' } },
    ]);
    await expect(call()).rejects.toMatchObject({ name: 'AccessDenied', message: 'not you' });
    expect(aws.queues()).toEqual([]);
  });

  it('a call is answered with something else', async () => {
    suffer({ kind: 'answer', output: { QueueUrl: 'http://elsewhere' } });
    expect(await create()).toMatchObject({ QueueUrl: 'http://elsewhere' });
    expect(aws.queues()).toEqual([]);
  });

  it('Batch’s calls are known by their paths', async () => {
    schedule = written([{ on: 'DescribeJobs', fault: { kind: 'throttle' } }]);
    const call = clients.batch.send(new DescribeJobsCommand({ jobs: ['x'] }));
    await expect(call).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    const other = clients.sqs.send(new GetQueueUrlCommand({ QueueName: 'none' }));
    await expect(other).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });
});

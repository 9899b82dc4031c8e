import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inProcessRunner } from '../../../../local/aws/index.ts';
import { type Started, start } from '../start.ts';

let aws: Started;
beforeAll(async () => {
  aws = await start({ runner: inProcessRunner(async () => 0), vcpus: 1, timeScale: 600 });
});
afterAll(() => aws.aws.close());

const create = async (QueueName: string, Attributes: Record<string, string> = {}) =>
  (await aws.sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl;
const send = (QueueUrl: string | undefined, MessageBody: string) =>
  aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
const receive = async (
  QueueUrl: string | undefined,
  input: Partial<ReceiveMessageCommandInput> = {},
): Promise<Message[]> => {
  const options = { MaxNumberOfMessages: 10, VisibilityTimeout: 43_200, ...input };
  return (await aws.sqs.send(new ReceiveMessageCommand({ QueueUrl, ...options }))).Messages ?? [];
};

describe('a queue', () => {
  it('is made once, found by name, and is gone when deleted', async () => {
    const url = await create('life', { MessageRetentionPeriod: '1209600' });
    expect(await create('life', { MessageRetentionPeriod: '1209600' })).toBe(url);
    const found = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: 'life' }));
    expect(found.QueueUrl).toBe(url);
    expect(aws.aws.queues()).toContain('life');
    await aws.sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
    await expect(receive(url)).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      Error: { Code: 'AWS.SimpleQueueService.NonExistentQueue', Type: 'Sender' },
    });
    const again = aws.sqs.send(new GetQueueUrlCommand({ QueueName: 'life' }));
    await expect(again).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });

  it('is refused with other attributes than it has', async () => {
    await create('attributes', { VisibilityTimeout: '60' });
    await expect(create('attributes', { VisibilityTimeout: '61' })).rejects.toMatchObject({
      name: 'QueueNameExists',
      message: expect.stringContaining('VisibilityTimeout'),
    });
  });

  it('cannot bear the name of one that was deleted in the last minute', async () => {
    const url = await create('rest');
    await aws.sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
    await expect(create('rest')).rejects.toMatchObject({ name: 'QueueDeletedRecently' });
    const { clock } = aws.aws;
    await new Promise((resolve) => setTimeout(resolve, 60_000 / clock.timeScale + 10));
    expect(await create('rest')).toBe(url);
  });

  it.each([
    ['a name with a dot', 'a.fifo', {}, 'InvalidParameterValue'],
    ['an attribute that there is not', 'fresh', { Nonsense: '1' }, 'InvalidAttributeName'],
    ['a value out of range', 'fresh', { VisibilityTimeout: '43201' }, 'InvalidAttributeValue'],
  ])('is refused for %s', async (_what, name, attributes, code) => {
    await expect(create(name, attributes)).rejects.toMatchObject({ name: code });
  });
});

describe('messages', () => {
  it('arrive with their text, whatever it is, and once while they are hidden', async () => {
    const url = await create('text');
    const body = '{"π": "3.14…", "q": "<&>\\u0000"}';
    await send(url, body);
    const [message] = await receive(url, { MessageSystemAttributeNames: ['All'] });
    expect(message?.Body).toBe(body);
    expect(message?.Attributes?.['ApproximateReceiveCount']).toBe('1');
    expect(await receive(url)).toEqual([]);
  });

  it('come ten at a time at most, each of them once', async () => {
    const url = await create('batches');
    await Promise.all(Array.from({ length: 25 }, (_each, at) => send(url, String(at))));
    const sizes: number[] = [];
    const bodies = new Set<string | undefined>();
    for (let got = await receive(url); got.length > 0; got = await receive(url)) {
      sizes.push(got.length);
      for (const { Body } of got) bodies.add(Body);
    }
    expect(sizes).toEqual([10, 10, 5]);
    expect(bodies.size).toBe(25);
  });

  it('come again after the visibility timeout, with another receipt', async () => {
    const url = await create('again');
    await send(url, 'x');
    const [first] = await receive(url, { VisibilityTimeout: 30 });
    const [second] = await receive(url, { WaitTimeSeconds: 20 }).then(async (got) =>
      got.length > 0 ? got : receive(url, { WaitTimeSeconds: 20 }),
    );
    expect(second?.MessageId).toBe(first?.MessageId);
    expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
  });

  it('reach a receiver that waits for them', async () => {
    const url = await create('wait');
    const waiting = receive(url, { WaitTimeSeconds: 20 });
    await send(url, 'at last');
    expect((await waiting).map(({ Body }) => Body)).toEqual(['at last']);
  });

  it('do not go to a receiver that has hung up', async () => {
    const url = await create('gone');
    const hangUp = new AbortController();
    const gone = aws.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20, VisibilityTimeout: 43_200 }),
      { abortSignal: hangUp.signal },
    );
    setTimeout(() => hangUp.abort(), 5);
    await expect(gone).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise((resolve) => setTimeout(resolve, 10));
    await send(url, 'x');
    expect(await receive(url)).toHaveLength(1);
  });

  it('and their receivers learn when the queue is deleted', async () => {
    const url = await create('vanish');
    const waiting = receive(url, { WaitTimeSeconds: 20 });
    await aws.sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
    await expect(waiting).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });

  it.each([{ MaxNumberOfMessages: 11 }, { WaitTimeSeconds: 21 }, { VisibilityTimeout: 43_201 }])(
    'are refused to %j',
    async (input) => {
      const url = await create('bounds');
      await expect(receive(url, input)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    },
  );
});

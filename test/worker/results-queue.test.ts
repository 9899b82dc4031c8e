import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  QueueDeletedRecently,
  QueueDoesNotExist,
  QueueNameExists,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  SQSServiceException,
} from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { EXIT } from '../../worker/src/fault.ts';
import { SqsQueue } from '../../worker/src/results-queue.ts';
import { VirtualTime } from './fixtures/virtual-time.ts';

const QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/Pi-results-run';
const never = new AbortController().signal;
const client = new SQSClient({ region: 'eu-west-1' });
const sqs = mockClient(client);
const error = { message: 'told so', $metadata: { httpStatusCode: 400 } };
const absent = new QueueDoesNotExist(error);
const denied = new SQSServiceException({ ...error, name: 'AccessDenied', $fault: 'client' });

let time: VirtualTime;
let queue: SqsQueue;

/** The calls so far, by their names. */
const calls = () => sqs.calls().map(({ args }) => args[0].constructor.name.replace('Command', ''));

beforeEach(() => {
  sqs.reset();
  time = new VirtualTime();
  queue = new SqsQueue('Pi-results-run', client, time.sleep);
  sqs.on(GetQueueUrlCommand).resolves({ QueueUrl });
  sqs.on(CreateQueueCommand).resolves({ QueueUrl });
  sqs.on(SendMessageCommand).resolves({ MessageId: 'm' });
});

describe('send', () => {
  it('takes two calls where the queue is there', async () => {
    await queue.send('body', never);
    expect(calls()).toEqual(['GetQueueUrl', 'SendMessage']);
    expect(sqs.commandCalls(SendMessageCommand)[0]?.args[0].input).toEqual({
      QueueUrl,
      MessageBody: 'body',
    });
  });

  it('makes the queue where it is not: encrypted, kept for 14 days, closed without TLS', async () => {
    sqs.on(GetQueueUrlCommand).rejects(absent);
    await queue.send('body', never);
    expect(calls()).toEqual(['GetQueueUrl', 'CreateQueue', 'SendMessage']);
    const { QueueName, Attributes } = sqs.commandCalls(CreateQueueCommand)[0]?.args[0].input ?? {};
    expect(QueueName).toBe('Pi-results-run');
    expect(Attributes).toEqual({
      MessageRetentionPeriod: '1209600',
      SqsManagedSseEnabled: 'true',
      Policy: expect.any(String),
    });
    expect(JSON.parse(Attributes?.['Policy'] ?? '')).toMatchObject({
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    });
  });

  it('uses the queue of another child that was faster', async () => {
    sqs.on(GetQueueUrlCommand).rejectsOnce(absent).rejectsOnce(absent).resolves({ QueueUrl });
    sqs.on(CreateQueueCommand).rejects(new QueueNameExists(error));
    await queue.send('body', never);
    expect(calls()).toEqual([
      'GetQueueUrl',
      'CreateQueue',
      'GetQueueUrl',
      'GetQueueUrl',
      'SendMessage',
    ]);
    expect(time.now).toBe(100);
  });

  it('waits for a new queue to be seen', async () => {
    sqs.on(SendMessageCommand).rejectsOnce(absent).rejectsOnce(absent).resolves({ MessageId: 'm' });
    await queue.send('body', never);
    expect(time.now).toBe(400);
  });

  it('leaves a queue that is not seen for long to the next attempt', async () => {
    sqs.on(SendMessageCommand).rejects(absent);
    await expect(queue.send('body', never)).rejects.toMatchObject({ exitCode: EXIT.passing });
    expect(time.now).toBe(6_000);
  });

  it('leaves the queue of another child that is not seen for long to the next attempt', async () => {
    sqs.on(GetQueueUrlCommand).rejects(absent);
    sqs.on(CreateQueueCommand).rejects(new QueueNameExists(error));
    await expect(queue.send('body', never)).rejects.toMatchObject({ exitCode: EXIT.passing });
    expect(calls()).not.toContain('SendMessage');
  });

  it('leaves a name that was freed less than a minute ago to the next attempt', async () => {
    sqs.on(GetQueueUrlCommand).rejects(absent);
    sqs.on(CreateQueueCommand).rejects(new QueueDeletedRecently(error));
    await expect(queue.send('body', never)).rejects.toMatchObject({ exitCode: EXIT.passing });
  });

  it.each([
    ['GetQueueUrl', () => sqs.on(GetQueueUrlCommand).rejects(denied)],
    ['CreateQueue', () => sqs.on(CreateQueueCommand).rejects(denied)],
    ['SendMessage', () => sqs.on(SendMessageCommand).rejects(denied)],
  ])('names %s when it is refused, and the right it needs', async (name, refuse) => {
    sqs.on(GetQueueUrlCommand).rejects(absent);
    refuse();
    await expect(queue.send('body', never)).rejects.toMatchObject({
      exitCode: EXIT.failed,
      message: `SQS ${name} on Pi-results-run was refused: AccessDenied: told so (check that the job role allows sqs:${name} on this queue)`,
    });
  });

  it('stops waiting when it is told to', async () => {
    const stopping = new AbortController();
    sqs.on(SendMessageCommand).callsFake(() => {
      stopping.abort(new Error('stopped'));
      throw absent;
    });
    await expect(queue.send('body', stopping.signal)).rejects.toThrow('stopped');
  });
});

describe('receive', () => {
  it('asks for ten at once, hidden for a minute', async () => {
    sqs.on(ReceiveMessageCommand).resolves({ Messages: [{ MessageId: 'm', Body: 'b' }] });
    await expect(queue.receive(20, never)).resolves.toEqual([{ id: 'm', body: 'b' }]);
    expect(sqs.commandCalls(ReceiveMessageCommand)[0]?.args[0].input).toEqual({
      QueueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 20,
      VisibilityTimeout: 60,
    });
  });

  it('asks for the address once', async () => {
    sqs.on(ReceiveMessageCommand).resolves({});
    await expect(queue.receive(20, never)).resolves.toEqual([]);
    await queue.receive(20, never);
    expect(calls()).toEqual(['GetQueueUrl', 'ReceiveMessage', 'ReceiveMessage']);
  });

  it('says that there is no queue', async () => {
    sqs.on(GetQueueUrlCommand).rejects(absent);
    await expect(queue.receive(20, never)).rejects.toMatchObject({ exitCode: EXIT.missing });
  });

  it('says that somebody deleted the queue, and that this does not pass', async () => {
    sqs.on(ReceiveMessageCommand).rejects(absent);
    await expect(queue.receive(20, never)).rejects.toMatchObject({
      exitCode: EXIT.missing,
      message: 'queue Pi-results-run was deleted while it was being read',
    });
  });
});

describe('exists and delete', () => {
  it('tells whether there is a queue', async () => {
    await expect(queue.exists(never)).resolves.toBe(true);
  });

  it('does not remember that there was none', async () => {
    sqs.on(GetQueueUrlCommand).rejectsOnce(absent).resolves({ QueueUrl });
    await expect(queue.exists(never)).resolves.toBe(false);
    await expect(queue.exists(never)).resolves.toBe(true);
  });

  it('deletes the queue in one call, and is content where there is none', async () => {
    sqs.on(DeleteQueueCommand).resolvesOnce({}).rejects(absent);
    await queue.delete(never);
    await queue.delete(never);
    expect(calls()).toEqual(['GetQueueUrl', 'DeleteQueue', 'DeleteQueue']);
    sqs.on(GetQueueUrlCommand).rejects(absent);
    await new SqsQueue('Pi-results-run', client, time.sleep).delete(never);
    expect(calls().slice(3)).toEqual(['GetQueueUrl']);
  });
});

/** Queues and messages, as the contract's behaviours use them. */
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { eventually, freshName, type World } from './world.ts';

export async function create(
  world: World,
  name = freshName(),
  Attributes: Record<string, string> = {},
) {
  const made = await world.sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  return made.QueueUrl;
}

export const sendOnce = (world: World, QueueUrl: string | undefined, MessageBody: string) =>
  world.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));

/** Sends, once a queue that has just been made is seen. */
export const send = (world: World, QueueUrl: string | undefined, MessageBody: string) =>
  eventually(world, () => sendOnce(world, QueueUrl, MessageBody));

/** At most ten messages. A short poll asks a part of SQS's servers only, so this is a long one. */
export async function receive(
  world: World,
  QueueUrl: string | undefined,
  input: Partial<ReceiveMessageCommandInput> = {},
): Promise<Message[]> {
  const options = { MaxNumberOfMessages: 10, VisibilityTimeout: 600, WaitTimeSeconds: 1, ...input };
  const { Messages } = await world.sqs.send(new ReceiveMessageCommand({ QueueUrl, ...options }));
  return Messages ?? [];
}

/** Receives until there is something. */
export async function receiveSome(
  world: World,
  QueueUrl: string | undefined,
  input: Partial<ReceiveMessageCommandInput> = {},
): Promise<Message[]> {
  for (let calls = 0; calls < 30; calls += 1) {
    const messages = await receive(world, QueueUrl, input);
    if (messages.length > 0) return messages;
  }
  throw new Error('nothing came');
}

/** Receives until as many have come. @returns what each call got */
export async function receiveAll(
  world: World,
  url: string | undefined,
  count: number,
): Promise<Message[][]> {
  const pages: Message[][] = [];
  for (let calls = 0; pages.flat().length < count && calls < 50; calls += 1) {
    pages.push(await receive(world, url));
  }
  return pages;
}

export const remove = (world: World, QueueUrl: string | undefined) =>
  world.sqs.send(new DeleteQueueCommand({ QueueUrl }));

export const bodiesOf = (messages: readonly Message[]) =>
  messages.map(({ Body = '' }) => Body).toSorted();

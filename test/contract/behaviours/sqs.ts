/** Queues and messages. */
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import {
  type Behaviour,
  eventually,
  freshName,
  refused,
  same,
  seconds,
  stopwatch,
  type World,
} from '../world.ts';

const area = 'SQS';

async function create(world: World, name = freshName(), Attributes: Record<string, string> = {}) {
  const made = await world.sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  return made.QueueUrl;
}

const sendOnce = (world: World, QueueUrl: string | undefined, MessageBody: string) =>
  world.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));

/** Sends, once a queue that has just been made is seen. */
const send = (world: World, QueueUrl: string | undefined, MessageBody: string) =>
  eventually(world, () => sendOnce(world, QueueUrl, MessageBody));

/** At most ten messages. A short poll asks a part of SQS's servers only, so this is a long one. */
async function receive(
  world: World,
  QueueUrl: string | undefined,
  input: Partial<ReceiveMessageCommandInput> = {},
): Promise<Message[]> {
  const options = { MaxNumberOfMessages: 10, VisibilityTimeout: 600, WaitTimeSeconds: 1, ...input };
  const { Messages } = await world.sqs.send(new ReceiveMessageCommand({ QueueUrl, ...options }));
  return Messages ?? [];
}

/** Receives until there is something. */
async function receiveSome(
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
async function receiveAll(
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

const remove = (world: World, QueueUrl: string | undefined) =>
  world.sqs.send(new DeleteQueueCommand({ QueueUrl }));

const bodiesOf = (messages: readonly Message[]) => messages.map(({ Body = '' }) => Body).toSorted();

export const sqs: readonly Behaviour[] = [
  {
    area,
    says: 'CreateQueue with the same attributes gives the same queue',
    check: async (world) => {
      const name = freshName();
      const attributes = { MessageRetentionPeriod: '1209600', VisibilityTimeout: '60' };
      const first = await create(world, name, attributes);
      same(await create(world, name, attributes), first, 'the URL');
    },
  },
  {
    area,
    says: 'CreateQueue with another value of an attribute is refused',
    check: async (world) => {
      const name = freshName();
      await create(world, name, { VisibilityTimeout: '60' });
      await refused(create(world, name, { VisibilityTimeout: '61' }), 'QueueNameExists');
    },
  },
  {
    area,
    says: 'CreateQueue refuses an attribute that there is not',
    moto: { says: 'takes it', fails: 'the call was not refused' },
    check: async (world) => {
      await refused(create(world, freshName(), { Nonsense: '1' }), 'InvalidAttributeName');
    },
  },
  {
    area,
    says: 'GetQueueUrl finds a queue by name',
    check: async (world) => {
      const name = freshName();
      const url = await create(world, name);
      const command = new GetQueueUrlCommand({ QueueName: name });
      const found = await eventually(world, () => world.sqs.send(command));
      same(found.QueueUrl, url, 'the URL');
    },
  },
  {
    area,
    says: 'A queue that there is not is refused as QueueDoesNotExist, and by its older name',
    check: async (world) => {
      const call = world.sqs.send(new GetQueueUrlCommand({ QueueName: freshName() }));
      const error = await refused(call, 'QueueDoesNotExist');
      const { Code } = Object(Reflect.get(error, 'Error'));
      same(Code, 'AWS.SimpleQueueService.NonExistentQueue', 'the older name');
    },
  },
  {
    area,
    says: 'A queue that was deleted is gone for whoever sends and receives',
    check: async (world) => {
      const url = await create(world);
      await remove(world, url);
      const gone = (call: () => Promise<unknown>) =>
        eventually(world, () => refused(call(), 'QueueDoesNotExist'));
      await gone(() => sendOnce(world, url, 'x'));
      await gone(() => receive(world, url));
      await gone(() => remove(world, url));
    },
  },
  {
    area,
    says: 'The name of a deleted queue cannot be used again for a minute',
    moto: { says: 'can at once', fails: 'the call was not refused' },
    check: async (world) => {
      const name = freshName();
      const url = await create(world, name);
      await remove(world, url);
      await refused(create(world, name), 'QueueDeletedRecently');
      await seconds(world, 61);
      same(await eventually(world, () => create(world, name)), url, 'the URL');
    },
  },
  {
    area,
    says: 'A message arrives with its text, whatever it is',
    check: async (world) => {
      const url = await create(world);
      const body = '{"π": "3.14…", "q": "<&>\\" \\n"}';
      await send(world, url, body);
      const [message] = await receiveSome(world, url);
      same(message?.Body, body, 'the body');
    },
  },
  {
    area,
    says: 'ReceiveMessage gives at most ten, each once while it is hidden',
    check: async (world) => {
      const url = await create(world);
      const bodies = Array.from({ length: 25 }, (_each, at) => String(at));
      await Promise.all(bodies.map((body) => send(world, url, body)));
      const pages = await receiveAll(world, url, bodies.length);
      same(Math.max(...pages.map(({ length }) => length)) <= 10, true, 'ten at most');
      same(bodiesOf(pages.flat()), bodies.toSorted(), 'bodies');
      same(await receive(world, url), [], 'left');
    },
  },
  {
    area,
    says: 'Several receivers at once get each message once between them',
    check: async (world) => {
      const url = await create(world);
      const bodies = Array.from({ length: 30 }, (_each, at) => String(at));
      await Promise.all(bodies.map((body) => send(world, url, body)));
      const share = () => receiveAll(world, url, bodies.length / 3);
      const pages = await Promise.all([share(), share(), share()]);
      const rest = await receiveAll(world, url, bodies.length - pages.flat(2).length);
      same(bodiesOf([...pages.flat(2), ...rest.flat()]), bodies.toSorted(), 'bodies');
    },
  },
  {
    area,
    says: 'A message that nobody deletes comes again after its visibility timeout, counted',
    check: async (world) => {
      const url = await create(world);
      await send(world, url, 'x');
      const passed = stopwatch(world);
      const [first] = await receiveSome(world, url, { VisibilityTimeout: 4 });
      const MessageSystemAttributeNames = ['ApproximateReceiveCount' as const];
      const [second] = await receiveSome(world, url, { MessageSystemAttributeNames });
      // By the watch and not by a look in between, which would come too late on a busy machine.
      same(passed() >= 4, true, 'hidden for its time');
      same(second?.MessageId, first?.MessageId, 'MessageId');
      same(second?.Attributes?.['ApproximateReceiveCount'], '2', 'receives');
    },
  },
  {
    area,
    says: 'A long poll gives a message as soon as it is there',
    check: async (world) => {
      const [url, empty] = [await create(world), await create(world)];
      // Both would end together if the message did not end the first.
      const idle = eventually(world, () => receive(world, empty, { WaitTimeSeconds: 20 }));
      const waiting = eventually(world, () => receive(world, url, { WaitTimeSeconds: 20 }));
      await seconds(world, 1);
      await send(world, url, 'at last');
      same(bodiesOf(await Promise.race([waiting, idle])), ['at last'], 'bodies');
      await idle;
    },
  },
  {
    area,
    says: 'A long poll of an empty queue ends without messages when its time is over',
    check: async (world) => {
      const url = await create(world);
      const call = () => receive(world, url, { WaitTimeSeconds: 2 });
      await eventually(world, call);
      const passed = stopwatch(world);
      same(await call(), [], 'messages');
      same(passed() >= 1.9, true, 'a wait of 2 s');
    },
  },
  {
    area,
    says: 'ReceiveMessage refuses to give more than ten, and to wait for more than 20 s',
    check: async (world) => {
      const url = await create(world);
      for (const wrong of [{ MaxNumberOfMessages: 11 }, { WaitTimeSeconds: 21 }]) {
        await eventually(world, () => refused(receive(world, url, wrong), 'InvalidParameterValue'));
      }
    },
  },
  {
    area,
    says: 'A message of 1 MiB is taken, a larger one is not',
    check: async (world) => {
      const url = await create(world);
      await send(world, url, 'x'.repeat(1024 * 1024));
      await refused(sendOnce(world, url, 'x'.repeat(1024 * 1024 + 1)), 'InvalidParameterValue');
    },
  },
];

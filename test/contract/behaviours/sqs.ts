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
import { type Behaviour, freshName, refused, same, seconds, type World } from '../world.ts';

const area = 'SQS';

async function create(world: World, name = freshName(), Attributes: Record<string, string> = {}) {
  const made = await world.sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  return made.QueueUrl;
}

const send = (world: World, QueueUrl: string | undefined, MessageBody: string) =>
  world.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));

async function receive(
  world: World,
  QueueUrl: string | undefined,
  input: Partial<ReceiveMessageCommandInput> = {},
): Promise<Message[]> {
  const options = { MaxNumberOfMessages: 10, VisibilityTimeout: 600, ...input };
  const { Messages } = await world.sqs.send(new ReceiveMessageCommand({ QueueUrl, ...options }));
  return Messages ?? [];
}

const remove = (world: World, QueueUrl: string | undefined) =>
  world.sqs.send(new DeleteQueueCommand({ QueueUrl }));

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
      const found = await world.sqs.send(new GetQueueUrlCommand({ QueueName: name }));
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
      await refused(send(world, url, 'x'), 'QueueDoesNotExist');
      await refused(receive(world, url), 'QueueDoesNotExist');
      await refused(remove(world, url), 'QueueDoesNotExist');
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
      same(await create(world, name), url, 'the URL');
    },
  },
  {
    area,
    says: 'A message arrives with its text, whatever it is',
    check: async (world) => {
      const url = await create(world);
      const body = '{"π": "3.14…", "q": "<&>\\" \\n"}';
      await send(world, url, body);
      const [message] = await receive(world, url);
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
      const got: (string | undefined)[] = [];
      for (let calls = 0; got.length < 25 && calls < 50; calls += 1) {
        const page = await receive(world, url, { WaitTimeSeconds: 1 });
        same(page.length <= 10, true, 'ten at most');
        got.push(...page.map(({ Body }) => Body));
      }
      same(got.toSorted(), bodies.toSorted(), 'bodies');
      same(await receive(world, url), [], 'left');
    },
  },
  {
    area,
    says: 'A message that nobody deletes comes again after its visibility timeout, counted',
    check: async (world) => {
      const url = await create(world);
      await send(world, url, 'x');
      const [first] = await receive(world, url, { VisibilityTimeout: 2 });
      same(await receive(world, url), [], 'while it is hidden');
      await seconds(world, 2.5);
      const MessageSystemAttributeNames = ['ApproximateReceiveCount' as const];
      const [second] = await receive(world, url, { MessageSystemAttributeNames });
      same(second?.MessageId, first?.MessageId, 'MessageId');
      same(second?.Attributes?.['ApproximateReceiveCount'], '2', 'receives');
    },
  },
  {
    area,
    says: 'A long poll gives a message as soon as it is there',
    check: async (world) => {
      const url = await create(world);
      const waiting = receive(world, url, { WaitTimeSeconds: 20 });
      await seconds(world, 1);
      await send(world, url, 'at last');
      const got = await Promise.race([waiting, seconds(world, 10)]);
      same(
        got?.map(({ Body }) => Body),
        ['at last'],
        'bodies within 10 s',
      );
    },
  },
  {
    area,
    says: 'A long poll of an empty queue ends without messages when its time is over',
    check: async (world) => {
      same(await receive(world, await create(world), { WaitTimeSeconds: 1 }), [], 'messages');
    },
  },
  {
    area,
    says: 'ReceiveMessage refuses to give more than ten',
    check: async (world) => {
      const call = receive(world, await create(world), { MaxNumberOfMessages: 11 });
      await refused(call, 'InvalidParameterValue');
    },
  },
  {
    area,
    says: 'A message of 1 MiB is taken, a larger one is not',
    check: async (world) => {
      const url = await create(world);
      await send(world, url, 'x'.repeat(1024 * 1024));
      await refused(send(world, url, 'x'.repeat(1024 * 1024 + 1)), 'InvalidParameterValue');
    },
  },
];

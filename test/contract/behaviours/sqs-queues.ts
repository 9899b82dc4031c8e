/** Queues: made, found, deleted, and gone. */
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { create, receive, remove, sendOnce } from '../queues.ts';
import { type Behaviour, eventually, freshName, refused, same, seconds } from '../world.ts';

const area = 'SQS';

export const sqsQueues: readonly Behaviour[] = [
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
];

import { bodiesOf, create, receive, receiveAll, receiveSome, send, sendOnce } from '../queues.ts';
import { type Behaviour, eventually, refused, same, seconds, stopwatch } from '../world.ts';

const area = 'SQS';

export const sqsMessages: readonly Behaviour[] = [
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

import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type StackStatus as Name,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import type { Context } from '../../../../actions/deploy-stack/src/context.ts';
import { Patience } from '../../../../actions/deploy-stack/src/patience.ts';
import { StackEvents } from '../../../../actions/deploy-stack/src/stack/events.ts';
import { follow, statusOf, whenIdle } from '../../../../actions/deploy-stack/src/stack/settle.ts';

const ID = 'arn:stack';
const client = new CloudFormationClient({ region: 'eu-west-1' });
const mock = mockClient(client);

let now: number;
let lines: string[];
let context: Context;

/** What each look finds: a status, and the event of the stack itself that is new by then. */
type Look = readonly [status: Name, event?: Partial<StackEvent>];

function looks(...all: readonly Look[]): void {
  const events: StackEvent[] = [];
  let at = 0;
  mock.on(DescribeStacksCommand).callsFake(() => {
    const [status, event] = all[Math.min(at, all.length - 1)] ?? [];
    const isNew = at < all.length && event !== undefined;
    at += 1;
    if (isNew) {
      const common = { StackId: ID, StackName: 'Pi', PhysicalResourceId: ID, EventId: `e${at}` };
      events.unshift({ ...common, Timestamp: new Date(0), ...event });
    }
    return { Stacks: [{ StackId: ID, StackName: 'Pi', StackStatus: status }] };
  });
  mock.on(DescribeStackEventsCommand).callsFake(() => ({ StackEvents: [...events] }));
}

beforeEach(() => {
  now = 0;
  lines = [];
  mock.reset();
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  context = {
    clients: { cloudFormation: client },
    patience: new Patience(clock, 3_600_000, new AbortController().signal),
    log: { info: (line: string) => lines.push(line) },
  } as unknown as Context;
});

describe('an operation', () => {
  it('has not ended while the status is the one from before it', async () => {
    looks(
      ['CREATE_COMPLETE'],
      ['CREATE_COMPLETE'],
      ['UPDATE_IN_PROGRESS', { ResourceStatus: 'UPDATE_IN_PROGRESS' as never }],
      ['UPDATE_COMPLETE', { ResourceStatus: 'UPDATE_COMPLETE' as never }],
    );
    const { stack, events } = await follow(context, ID, new StackEvents(context, ID));
    expect(stack?.status.name).toBe('UPDATE_COMPLETE');
    expect(events).toHaveLength(2);
    expect(now).toBe(15_000);
  });

  it('has not ended either when its first event is read after the status from before it', async () => {
    looks(
      ['CREATE_COMPLETE', { ResourceStatus: 'UPDATE_IN_PROGRESS' as never }],
      ['UPDATE_IN_PROGRESS'],
      ['UPDATE_ROLLBACK_COMPLETE', { ResourceStatus: 'UPDATE_ROLLBACK_COMPLETE' as never }],
    );
    const { stack } = await follow(context, ID, new StackEvents(context, ID));
    expect(stack?.status.name).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  it('has not ended when the end of the one before it is told late', async () => {
    looks(
      ['UPDATE_COMPLETE', { ResourceStatus: 'UPDATE_COMPLETE' as never }],
      ['UPDATE_IN_PROGRESS', { ResourceStatus: 'UPDATE_IN_PROGRESS' as never }],
      ['UPDATE_COMPLETE', { ResourceStatus: 'UPDATE_COMPLETE' as never }],
    );
    await follow(context, ID, new StackEvents(context, ID));
    expect(now).toBe(10_000);
  });

  it('has not ended when all that is told is the making of its shell', async () => {
    looks(
      ['REVIEW_IN_PROGRESS', { ResourceStatus: 'REVIEW_IN_PROGRESS' as never }],
      ['CREATE_IN_PROGRESS', { ResourceStatus: 'CREATE_IN_PROGRESS' as never }],
      ['CREATE_COMPLETE', { ResourceStatus: 'CREATE_COMPLETE' as never }],
    );
    const { stack } = await follow(context, ID, new StackEvents(context, ID));
    expect(stack?.status.name).toBe('CREATE_COMPLETE');
  });

  it('ended as its own last event says, whatever somebody else has begun since', async () => {
    looks(
      [
        'UPDATE_ROLLBACK_IN_PROGRESS',
        { ResourceStatus: 'UPDATE_IN_PROGRESS' as never, ClientRequestToken: 'ours' },
      ],
      [
        'UPDATE_IN_PROGRESS',
        { ResourceStatus: 'UPDATE_ROLLBACK_COMPLETE' as never, ClientRequestToken: 'ours' },
      ],
      [
        'UPDATE_COMPLETE',
        { ResourceStatus: 'UPDATE_COMPLETE' as never, ClientRequestToken: 'theirs' },
      ],
    );
    const settled = await follow(context, ID, new StackEvents(context, ID));
    expect(settled.stack?.status.name).toBe('UPDATE_COMPLETE');
    expect(statusOf(settled, 'ours')?.name).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(statusOf(settled, 'nobody')?.name).toBe('UPDATE_COMPLETE');
  });

  it('of another is waited for, with a sign of life every minute', async () => {
    const waiting: Look[] = Array.from({ length: 40 }, () => ['DELETE_IN_PROGRESS']);
    looks(...waiting, ['UPDATE_COMPLETE']);
    expect((await whenIdle(context, 'Pi'))?.status.name).toBe('UPDATE_COMPLETE');
    expect(lines).toEqual([
      'Another operation is going on: Pi is DELETE_IN_PROGRESS. Waiting for it.',
      'Pi is still DELETE_IN_PROGRESS, 1 min 00 s since the start',
      'Pi is still DELETE_IN_PROGRESS, 2 min 00 s since the start',
      'Pi is still DELETE_IN_PROGRESS, 3 min 00 s since the start',
    ]);
  });
});

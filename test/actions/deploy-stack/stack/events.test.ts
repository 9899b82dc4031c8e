import { CloudFormationClient, DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import type { Context } from '../../../../actions/deploy-stack/src/context.ts';
import { Patience } from '../../../../actions/deploy-stack/src/patience.ts';
import { eventLine, StackEvents } from '../../../../actions/deploy-stack/src/stack/events.ts';

const client = new CloudFormationClient({ region: 'eu-west-1' });
const mock = mockClient(client);
const context = {
  clients: { cloudFormation: client },
  patience: new Patience(
    { now: () => 0, sleep: async () => {} },
    1_000,
    new AbortController().signal,
  ),
} as unknown as Context;

/** Event ids oldest first; a page holds three, newest first. */
let history: string[];
/** What happens once, while a page is on its way. */
let duringPage: () => void;
const PAGE = 3;

beforeEach(() => {
  history = [];
  duringPage = () => {};
  mock.reset();
  mock.on(DescribeStackEventsCommand).callsFake(({ NextToken: token = '0' }) => {
    const start = Number(token);
    const newest = [...history].reverse();
    const end = start + PAGE;
    const page = {
      StackEvents: newest.slice(start, end).map((EventId) => ({ EventId })),
      ...(end < newest.length ? { NextToken: String(end) } : {}),
    };
    duringPage();
    duringPage = () => {};
    return page;
  });
});

const next = async (events: StackEvents) => (await events.next()).map((event) => event.EventId);

describe('the events of a stack', () => {
  it('come oldest first, each once, across pages', async () => {
    const events = new StackEvents(context, 'stack');
    history.push('1', '2', '3', '4', '5', '6', '7');
    expect(await next(events)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(await next(events)).toEqual([]);
    history.push('8', '9', '10', '11');
    expect(await next(events)).toEqual(['8', '9', '10', '11']);
  });

  it('read no further back than the newest event that is known', async () => {
    const events = new StackEvents(context, 'stack');
    history.push(...Array.from({ length: 100 }, (_, n) => `old-${n}`));
    await events.skip();
    history.push('new');
    expect(await next(events)).toEqual(['new']);
    expect(mock.commandCalls(DescribeStackEventsCommand)).toHaveLength(2);
  });

  it('come once even if one more comes while they are read', async () => {
    const events = new StackEvents(context, 'stack');
    history.push('1', '2', '3', '4', '5');
    duringPage = () => history.push('6');
    expect(await next(events)).toEqual(['1', '2', '3', '4', '5']);
    expect(await next(events)).toEqual(['6']);
  });

  it('are none when the stack is gone', async () => {
    const gone = Object.assign(new Error('Stack [x] does not exist'), { name: 'ValidationError' });
    mock.on(DescribeStackEventsCommand).rejects(gone);
    expect(await next(new StackEvents(context, 'stack'))).toEqual([]);
  });
});

describe('the line of an event', () => {
  it('is one line, with its time first so that no reason becomes a workflow command', () => {
    const line = eventLine({
      StackId: 's',
      StackName: 'Pi',
      EventId: 'e',
      Timestamp: new Date('2026-01-02T03:04:05Z'),
      LogicalResourceId: 'Queue',
      ResourceType: 'AWS::Batch::JobQueue',
      ResourceStatus: 'CREATE_FAILED',
      ResourceStatusReason: 'bad\n::set-output name=x::y',
    });
    expect(line).toBe(
      '03:04:05  CREATE_FAILED       Queue (AWS::Batch::JobQueue)  bad ::set-output name=x::y',
    );
  });
});

import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from '@jest/globals';
import {
  adviceFor,
  failureLine,
  rankFailures,
} from '../../../../actions/deploy-stack/src/stack/root-cause.ts';

const event = (id: string, seconds: number, more: Partial<StackEvent> = {}): StackEvent => ({
  StackId: 'stack',
  StackName: 'Pi',
  EventId: id,
  LogicalResourceId: id,
  PhysicalResourceId: `${id}-physical`,
  ResourceType: 'AWS::Batch::JobQueue',
  ResourceStatus: 'CREATE_FAILED',
  ResourceStatusReason: 'broken',
  Timestamp: new Date(seconds * 1000),
  ...more,
});

const ids = (events: readonly StackEvent[]) => events.map((one) => one.EventId);

describe('failures', () => {
  it('are ranked by time, whatever order they come in', () => {
    expect(ids(rankFailures([event('c', 3), event('a', 1), event('b', 2)]))).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('leave out what was cancelled, what is no failure, and the sum of the stack itself', () => {
    const events = [
      event('cancelled', 1, { ResourceStatusReason: 'Resource creation cancelled' }),
      event('fine', 2, { ResourceStatus: 'CREATE_COMPLETE' }),
      event('stack', 3, { PhysicalResourceId: 'stack', ResourceStatus: 'UPDATE_FAILED' }),
      event('cause', 4),
    ];
    expect(ids(rankFailures(events))).toEqual(['cause']);
  });

  it('leave out those of another request', () => {
    const events = [event('theirs', 1, { ClientRequestToken: 'b' }), event('nobody', 2)];
    expect(ids(rankFailures(events, 'a'))).toEqual(['nobody']);
  });

  it('are the cancelled ones when there is nothing better', () => {
    const cancelled = event('only', 1, { ResourceStatusReason: 'Resource update cancelled' });
    expect(ids(rankFailures([cancelled]))).toEqual(['only']);
  });

  it('are what the stack itself says when no resource failed by itself', () => {
    const own = event('stack', 3, {
      PhysicalResourceId: 'stack',
      ResourceStatus: 'UPDATE_ROLLBACK_IN_PROGRESS',
      ResourceStatusReason: 'Export Pi-Queue cannot be deleted as it is in use by Other',
    });
    const cancelled = event('one', 1, { ResourceStatusReason: 'Resource update cancelled' });
    expect(ids(rankFailures([cancelled, own]))).toEqual(['stack']);
    const sum = {
      ...own,
      ResourceStatusReason: 'The following resource(s) failed to update: [one].',
    };
    expect(ids(rankFailures([cancelled, sum]))).toEqual(['one']);
  });

  it('are worded with resource, type, status and reason', () => {
    expect(failureLine(event('Queue', 1))).toBe(
      'Queue (AWS::Batch::JobQueue) CREATE_FAILED: broken',
    );
  });
});

describe('advice', () => {
  it.each([
    ['User: arn:x is not authorized to perform: iam:CreateRole', /allow it in the template/],
    ['Pi already exists in stack arn:y', /delete or rename it/],
    ['The maximum number of VPCs has been reached.', /quota/],
    ['resource sg-1 has a dependent object', /still uses it/],
    ['Value (x) for parameter subnetId is invalid.', /correct it in the template/],
    ['The weather was bad', /Put right what the reason says/],
  ])('for `%s`', (reason, advice) => {
    expect(adviceFor(reason)).toMatch(advice);
  });
});

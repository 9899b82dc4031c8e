import { describe, expect, it } from '@jest/globals';
import { InputFault } from '../../worker/src/fault.ts';
import { queueName } from '../../worker/src/queue-name.ts';

const ID = '8f1c2a6e-0000-4000-8000-000000000000';

describe('queueName', () => {
  it('is the prefix of the stack and the id of the run', () => {
    expect(queueName({ RESULTS_QUEUE_PREFIX: 'Pi' }, ID)).toBe(`Pi-results-${ID}`);
  });

  it('may be as long as SQS takes, and says how long that leaves the prefix', () => {
    expect(queueName({ RESULTS_QUEUE_PREFIX: 'x'.repeat(35) }, ID)).toHaveLength(80);
    const act = () => queueName({ RESULTS_QUEUE_PREFIX: 'x'.repeat(36) }, ID);
    expect(act).toThrow(InputFault);
    expect(act).toThrow('at most 35');
  });

  it.each([
    [undefined, 'RESULTS_QUEUE_PREFIX is not set'],
    ['', 'RESULTS_QUEUE_PREFIX is not set'],
    ['a b', 'which makes no queue name'],
    ['a.fifo', 'which makes no queue name'],
  ])('refuses %p', (prefix, message) => {
    expect(() => queueName({ RESULTS_QUEUE_PREFIX: prefix }, ID)).toThrow(message);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Gather } from '../../worker/src/gather.ts';
import { message, messages, REFUSED } from './fixtures/messages.ts';
import { sum } from './fixtures/sum.ts';

const gatherOf = (size: number) =>
  new Gather({ simulation: 'sum', arrayJobId: 'run', size, result: sum.result });

let deliveries = 0;
const fresh = (body: string) => ({ id: `fresh-${deliveries++}`, body });

describe('Gather', () => {
  it('accepts one result a child and hands them out in order of index', () => {
    const gather = gatherOf(3);
    for (const index of [2, 0, 1]) {
      expect(gather.complete).toBe(false);
      expect(gather.take(fresh(message(index)))).toEqual({ kind: 'accepted' });
    }
    expect(gather.complete).toBe(true);
    expect(gather.results()).toEqual([
      { index: 0, seconds: 0.5, result: { terms: 10, sum: 45 } },
      { index: 1, seconds: 0.5, result: { terms: 10, sum: 55 } },
      { index: 2, seconds: 0.5, result: { terms: 10, sum: 65 } },
    ]);
  });

  it('drops the same result of another attempt as a duplicate', () => {
    const gather = gatherOf(1);
    gather.take(fresh(message(0)));
    const again = message(0, { attempt: 2, seconds: 9 });
    expect(gather.take(fresh(again))).toEqual({ kind: 'duplicate' });
    expect(gather).toMatchObject({ received: 1, duplicates: 1, refused: 0 });
    expect(gather.results()).toMatchObject([{ seconds: 0.5 }]);
  });

  it('does not take the order of a result’s fields for a difference', () => {
    const gather = gatherOf(1);
    gather.take(fresh(message(0)));
    const turned = message(0, { result: { sum: 45, terms: 10 } });
    expect(gather.take(fresh(turned))).toEqual({ kind: 'duplicate' });
  });

  it('counts a message that is delivered again neither as duplicate nor as refused', () => {
    const gather = gatherOf(1);
    const [good, bad] = [fresh(message(0)), fresh('rubbish')];
    for (const delivery of [good, bad]) gather.take(delivery);
    for (const delivery of [good, bad]) {
      expect(gather.take(delivery)).toEqual({ kind: 'redelivered' });
    }
    expect(gather).toMatchObject({ received: 1, duplicates: 0, refused: 1 });
  });

  it('tells of a contradiction which child, which attempts and what each sent', () => {
    const gather = gatherOf(4);
    gather.take(fresh(message(3)));
    const other = message(3, { attempt: 2, result: { terms: 10, sum: 76 } });
    expect(gather.take(fresh(other))).toEqual({
      kind: 'contradiction',
      reason: 'child 3: attempt 1 sent {"terms":10,"sum":75}, attempt 2 sent {"terms":10,"sum":76}',
    });
  });

  it.each(REFUSED)('refuses %s', (_, body, kind, why) => {
    const gather = gatherOf(10);
    expect(gather.take(fresh(body))).toEqual({ kind, reason: expect.stringContaining(why) });
    expect(gather).toMatchObject({ received: 0, duplicates: 0, refused: 1 });
  });

  it('refuses an index that this array does not have', () => {
    expect(gatherOf(10).take(fresh(message(10)))).toEqual({
      kind: 'malformed',
      reason: 'index 10 in an array of 10',
    });
  });

  it('names what is missing', () => {
    const gather = gatherOf(10);
    for (const index of [0, 1, 2, 6, 7, 8]) gather.take(fresh(message(index)));
    expect(gather.missing(100)).toBe('3-5,9');
  });

  it('comes to the same whatever the order and however often messages are delivered', () => {
    const size = 20;
    const bodies = [...messages(size), ...REFUSED.map(([, body]) => body)];
    const all = bodies.map((body, i) => ({ id: `${i}`, body }));
    const order = fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length });
    fc.assert(
      fc.property(order, (sequence) => {
        const gather = gatherOf(size);
        for (const delivery of sequence) gather.take(delivery);
        expect(gather).toMatchObject({ received: size, duplicates: 0, refused: REFUSED.length });
        expect(gather.results().map(({ index }) => index)).toEqual([...Array(size).keys()]);
      }),
      { seed: 4, numRuns: 30 },
    );
  });
});

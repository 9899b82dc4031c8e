import { describe, expect, it } from '@jest/globals';
import { EXIT } from '../../worker/src/fault.ts';
import { parseSummary } from '../../worker/src/summary.ts';
import { message, messages, REFUSED } from './fixtures/messages.ts';
import { done, Summarizing } from './fixtures/summarizing.ts';

const summaryOf = (out: readonly string[]) => parseSummary(out.at(-2) ?? '');

describe('summarize', () => {
  it('prints a table, the Summary and the headline, then deletes the queue', async () => {
    const summarizing = new Summarizing(done(3), messages(3));
    const { out, err, code } = await summarizing.attempt();
    expect(code).toBe(EXIT.ok);
    expect(out[0]).toBe(' array job    run');
    expect(out).toContain(' results      3 of 3, 0 duplicates, 0 malformed');
    expect(summaryOf(out)).toMatchObject({
      simulation: 'sum',
      arrayJobId: 'run',
      children: { expected: 3, received: 3, duplicates: 0, malformed: 0, missing: '' },
      totals: { sum: '165' },
      warnings: [],
      computeSeconds: 1.5,
    });
    expect(out.at(-1)).toBe('The mean is 6.5 (from 3 children)');
    expect(err).toEqual([]);
    expect(summarizing.queue.messages).toBeUndefined();
    expect(summarizing.time.now).toBe(0);
  });

  it('summarizes a plain job, and 10,000 children with a call for every ten', async () => {
    expect((await new Summarizing(done(1), messages(1)).attempt()).code).toBe(EXIT.ok);
    const many = new Summarizing(done(10_000), messages(10_000));
    const { out } = await many.attempt();
    expect(summaryOf(out)).toMatchObject({ children: { received: 10_000, missing: '' } });
    expect(many.queue.calls.receive).toBeLessThan(1_050);
    expect(many.described).toBe(1);
  });

  it('does not care about the order of arrival', async () => {
    const [forth, back] = [messages(50), messages(50).reverse()];
    const lines = async (bodies: string[]) =>
      (await new Summarizing(done(50), bodies).attempt()).out;
    expect(await lines(forth)).toEqual(await lines(back));
  });

  it('counts duplicates once', async () => {
    const bodies = [...messages(3), message(1, { attempt: 2 }), message(1, { attempt: 3 })];
    const { out, code } = await new Summarizing(done(3), bodies).attempt();
    expect(code).toBe(EXIT.ok);
    expect(summaryOf(out)).toMatchObject({ totals: { sum: '165' }, children: { duplicates: 2 } });
  });

  it('fails on a duplicate that differs, wherever it lies, and keeps the queue', async () => {
    const other = message(1, { attempt: 2, result: { terms: 10, sum: 56 } });
    for (const at of [0, 2, 25]) {
      const bodies = messages(25);
      bodies.splice(at, 0, other);
      const summarizing = new Summarizing(done(25), bodies);
      const { out, code, message: told } = await summarizing.attempt();
      expect(code).toBe(EXIT.contradiction);
      expect(told).toMatch(/two results contradict each other: child 1: attempt [12] sent/);
      expect(out).toEqual([]);
      expect(summarizing.queue.calls.delete).toBe(0);
    }
  });

  it('does not overlook a contradiction that another receiver is about to bring', async () => {
    const other = message(1, { attempt: 2, result: { terms: 10, sum: 56 } });
    const summarizing = new Summarizing(done(10), [...messages(10), other]);
    const { queue, time } = summarizing;
    const receive = queue.receive.bind(queue);
    queue.receive = async (wait, signal) => {
      const first = queue.calls.receive === 0;
      const deliveries = await receive(wait, signal);
      // The first ten arrive at once; everything else is on its way for a while.
      if (!first) await time.sleep(deliveries.length > 0 ? 50 : 100, signal);
      return deliveries;
    };
    expect((await summarizing.attempt()).code).toBe(EXIT.contradiction);
  });

  it.each(REFUSED)('reports %s and counts the others', async (_, body, kind) => {
    const { out, code } = await new Summarizing(done(2), [body, ...messages(2)]).attempt();
    expect(code).toBe(EXIT.ok);
    expect(out[0]).toMatch(new RegExp(`^left out: message message-0 is ${kind}, `));
    expect(summaryOf(out)).toMatchObject({
      children: { received: 2, malformed: 1 },
      warnings: ['1 message left out: no results of this run'],
    });
  });

  it('shows ten refused messages and counts the rest', async () => {
    const bodies = [...messages(2), ...Array.from({ length: 500 }, (_, i) => `rubbish ${i}`)];
    const { out } = await new Summarizing(done(2), bodies).attempt();
    expect(out.filter((line) => line.startsWith('left out'))).toHaveLength(10);
    expect(out).toContain('further ones are counted, not shown');
    expect(summaryOf(out)).toMatchObject({ children: { malformed: 500 } });
  });

  it('comes to an end although messages are delivered again faster than it reads them', async () => {
    const summarizing = new Summarizing(done(30), messages(30));
    const { queue } = summarizing;
    const receive = queue.receive.bind(queue);
    queue.receive = async (wait, signal) => {
      const deliveries = await receive(wait, signal);
      for (const message of queue.messages ?? []) message.visibleAt = 0;
      queue.messages?.push(...queue.messages.splice(0, 10));
      return deliveries;
    };
    expect((await summarizing.attempt()).code).toBe(EXIT.ok);
  });

  it('prints a refused message so that it can neither begin a line nor go on for ever', async () => {
    const hostile = `\n::error::gotcha\u001b[2J${'x'.repeat(1_000)}`;
    const { out } = await new Summarizing(done(1), [hostile, ...messages(1)]).attempt();
    expect(out[0]).toMatch(/no JSON: "::error::gotcha \[2Jx+…"$/);
    expect(out.every((line) => !line.includes('\n') && !line.startsWith('::'))).toBe(true);
  });
});

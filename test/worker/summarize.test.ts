import { describe, expect, it } from '@jest/globals';
import { EXIT, PassingFault } from '../../worker/src/fault.ts';
import { parseSummary } from '../../worker/src/summary.ts';
import { message, messages, REFUSED } from './fixtures/messages.ts';
import { done, failed, going, Summarizing } from './fixtures/summarizing.ts';

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

  it.each(REFUSED)('reports %s and counts the others', async (_, body, kind) => {
    const { out, code } = await new Summarizing(done(2), [body, ...messages(2)]).attempt();
    expect(code).toBe(EXIT.ok);
    expect(out[0]).toMatch(new RegExp(`^left in the queue: message message-0 is ${kind}, `));
    expect(summaryOf(out)).toMatchObject({
      children: { received: 2, malformed: 1 },
      warnings: ['1 message left out: no results of this run'],
    });
  });

  it('shows ten refused messages and counts the rest', async () => {
    const bodies = [...messages(2), ...Array.from({ length: 500 }, (_, i) => `rubbish ${i}`)];
    const { out } = await new Summarizing(done(2), bodies).attempt();
    expect(out.filter((line) => line.startsWith('left in the queue'))).toHaveLength(10);
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

describe('summarize with children missing', () => {
  const present = messages(10).filter((_, index) => ![3, 4, 5, 9].includes(index));

  it('waits until the deadline, then fails naming them, and keeps the queue', async () => {
    const summarizing = new Summarizing(done(10), present);
    const { out, code, message: told } = await summarizing.attempt();
    expect(code).toBe(EXIT.missing);
    expect(told).toContain('4 of 10 children of array job run sent no result: 3-5,9;');
    expect(told).toContain('--allow-partial true');
    expect(out).toEqual([]);
    expect(summarizing.time.now).toBe(180_000);
    expect(summarizing.queue.calls.delete).toBe(0);
  });

  it('does not take messages that are delivered again while it waits for duplicates', async () => {
    const run = { allowPartial: true };
    const { out } = await new Summarizing(done(10), ['rubbish', ...present]).attempt(run);
    expect(summaryOf(out)).toMatchObject({
      children: { received: 6, duplicates: 0, malformed: 1, missing: '3-5,9' },
    });
  });

  it('goes on as soon as a late result is there', async () => {
    const summarizing = new Summarizing(done(10), messages(9));
    summarizing.queue.put(message(9), 31_000);
    expect((await summarizing.attempt()).code).toBe(EXIT.ok);
    expect(summarizing.time.now).toBe(31_000);
  });

  it('stops at as many as have succeeded where that is allowed, and warns', async () => {
    const summarizing = new Summarizing(failed(10, 6), present);
    const { out, code } = await summarizing.attempt({ allowPartial: true });
    expect(code).toBe(EXIT.ok);
    expect(summarizing.time.now).toBe(0);
    expect(summaryOf(out)).toMatchObject({
      children: { expected: 10, received: 6, missing: '3-5,9' },
      warnings: ['no result of 4 children: 3-5,9'],
    });
    expect(summarizing.queue.messages).toBeUndefined();
  });

  it('takes results of failed children with it', async () => {
    const bodies = [...present, message(3)];
    const { out } = await new Summarizing(failed(10, 6), bodies).attempt({ allowPartial: true });
    expect(summaryOf(out)).toMatchObject({ children: { received: 7, missing: '4-5,9' } });
  });

  it('waits for children that still run before it takes less than all', async () => {
    const states = [going(10, 6), going(10, 6), failed(10, 7)];
    const summarizing = new Summarizing(states, present);
    summarizing.queue.put(message(3), 12_000);
    const { out } = await summarizing.attempt({ allowPartial: true });
    expect(summaryOf(out)).toMatchObject({ children: { received: 7, missing: '4-5,9' } });
    expect(summarizing.time.now).toBe(12_000);
  });

  it('does not wait for what will not come, where missing children are not allowed', async () => {
    const summarizing = new Summarizing(failed(10, 6), present);
    const { code } = await summarizing.attempt();
    expect(code).toBe(EXIT.missing);
    expect(summarizing.time.now).toBe(0);
  });

  it('fails without a single result, allowed or not', async () => {
    const { code, message: told } = await new Summarizing(failed(10, 0), ['rubbish']).attempt({
      allowPartial: true,
    });
    expect(code).toBe(EXIT.missing);
    expect(told).toBe(
      '10 of 10 children of array job run sent no result: 0-9; 1 message left out: no results of this run',
    );
  });
});

describe('summarize when it is killed and tried again', () => {
  it('finds everything again after it was killed before deleting', async () => {
    const summarizing = new Summarizing(done(30), messages(30));
    const queue = summarizing.queue;
    const remove = queue.delete.bind(queue);
    queue.delete = () => Promise.reject(new Error('killed here'));
    const first = await summarizing.attempt();
    queue.delete = remove;
    const second = await summarizing.attempt({ attempt: 2 });
    expect(second.code).toBe(EXIT.ok);
    expect(second.out).toEqual(first.out);
    expect(summarizing.time.now).toBe(60_000);
    expect(queue.messages).toBeUndefined();
  });

  it('says so and succeeds after it was killed after deleting', async () => {
    const summarizing = new Summarizing(done(3), messages(3));
    await summarizing.attempt();
    const { out, code } = await summarizing.attempt({ attempt: 2 });
    expect(code).toBe(EXIT.ok);
    expect(out).toEqual([
      expect.stringContaining('an earlier attempt of this job printed the Summary'),
    ]);
  });

  it('does the same for an array that has failed in part', async () => {
    const summarizing = new Summarizing(failed(3, 2), messages(2));
    await summarizing.attempt({ allowPartial: true });
    expect((await summarizing.attempt({ allowPartial: true, attempt: 2 })).code).toBe(EXIT.ok);
  });

  it('does not claim that another job’s work is its own', async () => {
    const { code, message: told } = await new Summarizing(done(3)).attempt();
    expect(code).toBe(EXIT.missing);
    expect(told).toContain('another job has summarized it already, or the run was cancelled');
  });

  it('ends when it is stopped, having printed and deleted nothing', async () => {
    const summarizing = new Summarizing(going(3), messages(2));
    setImmediate(() => summarizing.stopping.abort(new PassingFault('stopped by SIGTERM')));
    const { out, code } = await summarizing.attempt();
    expect(code).toBe(EXIT.passing);
    expect(out).toEqual([]);
    expect(summarizing.queue.calls.delete).toBe(0);
  });
});

describe('summarize without a queue', () => {
  it('waits for the first child to make it', async () => {
    const summarizing = new Summarizing(going(3));
    setImmediate(() => {
      for (const body of messages(3)) summarizing.queue.put(body);
    });
    expect((await summarizing.attempt()).code).toBe(EXIT.ok);
  });

  it('waits for it up to the deadline', async () => {
    const summarizing = new Summarizing(going(3));
    const { code, message: told } = await summarizing.attempt();
    expect(code).toBe(EXIT.missing);
    expect(told).toContain('within 180 s: submit this job so that it depends on the array job');
    expect(summarizing.time.now).toBeLessThanOrEqual(180_000);
  });

  it('fails at once when no child succeeded', async () => {
    const summarizing = new Summarizing(failed(3, 0));
    const { code, message: told } = await summarizing.attempt({ allowPartial: true, attempt: 2 });
    expect(code).toBe(EXIT.missing);
    expect(told).toBe('no child of array job run succeeded: look at their logs');
    expect(summarizing.time.now).toBe(0);
  });
});

describe('two runs at once', () => {
  it('never meet', async () => {
    const one = new Summarizing(done(20), messages(20));
    const bodies = messages(20).map((body) => body.replace('"run"', '"other"'));
    const two = new Summarizing(done(20), bodies);
    const ended = await Promise.all([one.attempt(), two.attempt({ arrayJobId: 'other' })]);
    expect(ended.map(({ out }) => summaryOf(out)?.arrayJobId)).toEqual(['run', 'other']);
    expect(ended.map(({ out }) => summaryOf(out)?.children.malformed)).toEqual([0, 0]);
  });
});

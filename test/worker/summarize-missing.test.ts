/** What `summarize` does about results that are not there, or not yet. */
import { describe, expect, it } from '@jest/globals';
import { EXIT } from '../../worker/src/fault.ts';
import { parseSummary } from '../../worker/src/summary.ts';
import { message, messages } from './fixtures/messages.ts';
import { done, failed, going, Summarizing } from './fixtures/summarizing.ts';

const summaryOf = (out: readonly string[]) => parseSummary(out.at(-2) ?? '');

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

  it('says of an array that goes on what would be right', async () => {
    const { code, message: told } = await new Summarizing(going(10, 6), present).attempt();
    expect(code).toBe(EXIT.missing);
    expect(told).toBe(
      '4 of 10 children of array job run sent no result: 3-5,9; the array job has not ended: submit this job so that it depends on it',
    );
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
      warnings: ['no result of 4 of 10 children: 3-5,9'],
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

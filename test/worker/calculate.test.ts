import { describe, expect, it } from '@jest/globals';
import * as v from 'valibot';
import { calculate } from '../../worker/src/calculate.ts';
import { EXIT, InputFault } from '../../worker/src/fault.ts';
import { resultMessage } from '../../worker/src/result.ts';
import type { Simulation } from '../../worker/src/simulation.ts';
import { memoryLog } from './fixtures/memory-log.ts';
import { MemoryQueue } from './fixtures/memory-queue.ts';
import { type SumResult, sum } from './fixtures/sum.ts';
import { VirtualTime } from './fixtures/virtual-time.ts';

const child = { arrayJobId: 'run', index: 3, size: 100, attempt: 2 };

function setUp() {
  const time = new VirtualTime();
  const log = memoryLog();
  const queue = new MemoryQueue(time);
  const signal = new AbortController().signal;
  const connect = async () => queue;
  return { time, log, queue, context: { log, signal, now: () => time.now, connect } };
}

/** `sum`, but each term takes as long as said. */
const slow = (time: VirtualTime, ms: number): Simulation<{ terms: number }, SumResult> => ({
  ...sum,
  run: (who, parameters, { signal, progress }) =>
    sum.run(who, parameters, {
      signal,
      progress: (fraction) => {
        time.now += ms;
        progress(fraction);
      },
    }),
});

describe('calculate', () => {
  it('sends one message that summarize will take', async () => {
    const { time, queue, context } = setUp();
    await calculate(slow(time, 250), child, { terms: '4' }, context);
    expect(queue.calls.send).toBe(1);
    const [sent] = queue.messages ?? [];
    expect(v.parse(resultMessage(sum.result), JSON.parse(sent?.body ?? ''))).toEqual({
      version: 1,
      simulation: 'sum',
      arrayJobId: 'run',
      index: 3,
      attempt: 2,
      seconds: 1,
      result: { terms: 4, sum: 18 },
    });
  });

  it('says who it is, what it was given and what it sent, in two lines', async () => {
    const { log, context } = setUp();
    await calculate(sum, child, { terms: '4' }, context);
    expect(log.out).toEqual([
      'child 3 of 100 of array job run, attempt 2, terms 4',
      'sent to Test-results-run after 0 s: {"terms":4,"sum":18}',
    ]);
  });

  it('tells of its progress not more often than every five seconds', async () => {
    const { time, log, context } = setUp();
    await calculate(slow(time, 100), child, { terms: '200' }, context);
    expect(log.out.slice(1, -1)).toEqual([
      '25 % after 5 s',
      '50 % after 10 s',
      '75 % after 15 s',
      '100 % after 20 s',
    ]);
  });

  it('repeats its result when it is tried again', async () => {
    const { queue, context } = setUp();
    for (const attempt of [1, 2]) {
      await calculate(sum, { ...child, attempt }, { terms: '4' }, context);
    }
    const results = queue.messages?.map(({ body }) => JSON.parse(body).result);
    expect(results).toEqual([
      { terms: 4, sum: 18 },
      { terms: 4, sum: 18 },
    ]);
  });

  it('refuses parameters before it prepares anything', async () => {
    const { log, context } = setUp();
    const connect = () => {
      throw new Error('prepared');
    };
    const running = calculate(sum, child, { terms: '1e3' }, { ...context, connect });
    await expect(running).rejects.toThrow(InputFault);
    expect(log.out).toEqual([]);
  });

  it('does not begin to compute what it could not send', async () => {
    const { context } = setUp();
    const connect = () => Promise.reject(new InputFault('AWS_REGION is not set'));
    const run = () => {
      throw new Error('computed');
    };
    const running = calculate({ ...sum, run }, child, { terms: '4' }, { ...context, connect });
    await expect(running).rejects.toThrow('AWS_REGION is not set');
  });

  it('stops without sending when it is told to', async () => {
    const { time, queue, context } = setUp();
    const stopping = new AbortController();
    const simulation = slow(time, 1);
    const run: typeof simulation.run = (who, parameters, inner) => {
      stopping.abort(new Error('stopped'));
      return simulation.run(who, parameters, inner);
    };
    const running = calculate(
      { ...simulation, run },
      child,
      { terms: '4' },
      {
        ...context,
        signal: stopping.signal,
      },
    );
    await expect(running).rejects.toThrow('stopped');
    expect(queue.calls.send).toBe(0);
  });

  it('never sends what its own schema refuses', async () => {
    const { queue, context } = setUp();
    const run = async () => ({ terms: 4, sum: -1 });
    const running = calculate({ ...sum, run }, child, { terms: '4' }, context);
    await expect(running).rejects.toMatchObject({
      exitCode: EXIT.failed,
      message: expect.stringContaining('sum computed what it may not send: result.sum'),
    });
    expect(queue.calls.send).toBe(0);
  });
});

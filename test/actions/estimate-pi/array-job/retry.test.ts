import { describe, expect, it } from '@jest/globals';
import { CallFault } from '../../../../actions/estimate-pi/src/array-job/fault.ts';
import { backoff, persist } from '../../../../actions/estimate-pi/src/array-job/retry.ts';
import { JumpingClock, world } from './fakes.ts';

const fault = (kind: CallFault['kind']) => new CallFault(kind, 'batch:DescribeJobs', 'x');

function patience(clock: JumpingClock, signal = new AbortController().signal) {
  return { clock, signal, patienceMs: 60_000, random: () => 0.5 };
}

describe('retries', () => {
  it('backs off exponentially to 20 s at most, with jitter', () => {
    const steps = Array.from({ length: 8 }, (_, i) => backoff(i, () => 1));
    expect(steps).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
    expect(backoff(0, () => 0)).toBe(50);
  });

  it('calls again while a fault may pass', async () => {
    const clock = new JumpingClock();
    const answers = [fault('throttled'), fault('uncertain'), 'done'];
    const call = async () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    };
    await expect(persist(call, patience(clock))).resolves.toBe('done');
    expect(clock.slept).toEqual([275, 550]);
  });

  it.each(['expired', 'denied', 'missing', 'refused'] as const)(
    'gives up at once on what is %s',
    async (kind) => {
      const clock = new JumpingClock();
      await expect(persist(() => Promise.reject(fault(kind)), patience(clock))).rejects.toThrow();
      expect(clock.slept).toEqual([]);
    },
  );

  it('loses patience', async () => {
    const clock = new JumpingClock();
    const started = clock.now();
    const call = () => Promise.reject(fault('uncertain'));
    await expect(persist(call, patience(clock))).rejects.toThrow('batch:DescribeJobs: x');
    expect(clock.now() - started).toBeGreaterThanOrEqual(60_000);
    expect(clock.now() - started).toBeLessThan(80_000);
  });

  it('tells of a fault that does not pass quickly, once a minute', async () => {
    const deps = world({});
    const call = () => Promise.reject(fault('throttled'));
    const end = persist(call, {
      ...patience(deps.clock),
      report: deps.report,
      patienceMs: 150_000,
    });
    await expect(end).rejects.toThrow();
    expect(deps.lines).toHaveLength(3);
    expect(deps.lines[0]).toMatch(/^No answer for 0:1\d, trying on: batch:DescribeJobs/);
  });

  it('ends with the reason of the signal', async () => {
    const stop = new AbortController();
    const call = () => {
      stop.abort(new Error('cancelled'));
      return Promise.reject(fault('uncertain'));
    };
    await expect(persist(call, patience(new JumpingClock(), stop.signal))).rejects.toThrow(
      'cancelled',
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { drawn, type Fault, uniform, written } from './schedule.ts';

const DROP: Fault = { kind: 'drop' };
const LOSE: Fault = { kind: 'lose' };

describe('a written schedule', () => {
  const schedule = written([
    { on: 'SubmitJob', nth: [1, 3], fault: LOSE },
    { on: '*', fromMs: 100, untilMs: 200, fault: DROP },
  ]);

  it.each([
    ['SubmitJob', 1, 0, LOSE],
    ['SubmitJob', 2, 0, undefined],
    ['SubmitJob', 3, 150, LOSE],
    ['DescribeJobs', 1, 99, undefined],
    ['DescribeJobs', 2, 100, DROP],
    ['DescribeJobs', 3, 199, DROP],
    ['DescribeJobs', 4, 200, undefined],
  ])('%s, call %i, after %i ms', (operation, nth, elapsedMs, fault) => {
    expect(schedule({ operation, nth, elapsedMs })).toEqual(fault);
  });
});

describe('a drawn schedule', () => {
  const draw = (seed: number) => {
    const schedule = drawn(seed, { drop: 0.02, throttle: 0.03 });
    return Array.from({ length: 20_000 }, (_each, at) =>
      schedule({ operation: 'ListJobs', nth: at + 1, elapsedMs: 0 }),
    );
  };

  it('is the same for the same seed, and another for another', () => {
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('has each fault about as often as its rate says', () => {
    // Five standard deviations of a binomial: a false alarm in less than one seed of a million.
    const faults = draw(7);
    const count = (kind: string) => faults.filter((fault) => fault?.kind === kind).length;
    expect(Math.abs(count('drop') - 400)).toBeLessThan(5 * Math.sqrt(400));
    expect(Math.abs(count('throttle') - 600)).toBeLessThan(5 * Math.sqrt(600));
  });

  it('draws evenly from 0 to 1', () => {
    const bins = Array<number>(10).fill(0);
    for (let at = 0; at < 10_000; at += 1) {
      const bin = Math.floor(uniform(`x/${at}`) * 10);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    for (const bin of bins) expect(Math.abs(bin - 1000)).toBeLessThan(5 * Math.sqrt(1000));
  });
});

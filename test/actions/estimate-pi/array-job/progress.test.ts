import { describe, expect, it } from '@jest/globals';
import {
  bar,
  duration,
  progressLine,
  remaining,
  viewOf,
} from '../../../../actions/estimate-pi/src/array-job/progress.ts';
import { Progress } from '../../../../actions/estimate-pi/src/array-job/progress-log.ts';
import { job, world } from './fakes.ts';

const array = (counts: Record<string, number>, status: 'PENDING' | 'SUCCEEDED' = 'PENDING') =>
  job('a', status, { array: { size: 100, counts } });

describe('a line of progress', () => {
  it.each([
    [0, '0:00'],
    [65_400, '1:05'],
    [7_209_000, '2:00:09'],
    [-5, '0:00'],
  ])('writes %d ms as %s', (ms, text) => expect(duration(ms)).toBe(text));

  it('fills the bar only when nothing is left', () => {
    expect(bar(0, 3)).toBe('░'.repeat(20));
    expect(bar(9_999, 10_000)).toBe(`${'█'.repeat(19)}░`);
    expect(bar(3, 3)).toBe('█'.repeat(20));
  });

  it('tells what is left from the pace so far', () => {
    expect(remaining(25, 100, 10_000)).toBe(30_000);
    expect(remaining(0, 100, 10_000)).toBeUndefined();
    expect(remaining(100, 100, 10_000)).toBeUndefined();
  });

  it('shows the furthest first', () => {
    const view = viewOf(100, array({ SUCCEEDED: 40, RUNNING: 5, RUNNABLE: 55 }), undefined);
    expect(progressLine(view, 12_000, 18_000)).toBe(
      '  0:12  ████████░░░░░░░░░░░░   40/100  5 running, 55 runnable  about 0:18 left',
    );
  });

  it('believes the status of the parent before its counts', () => {
    const view = viewOf(
      100,
      array({ SUCCEEDED: 98, RUNNING: 2 }, 'SUCCEEDED'),
      job('s', 'RUNNING'),
    );
    expect(progressLine(view, 60_000)).toBe(
      '  1:00  ████████████████████  100/100  all children succeeded, summarize running',
    );
  });

  it('takes a plain job for its only child', () => {
    expect(viewOf(1, job('a', 'RUNNING'), undefined).counts).toEqual({ RUNNING: 1 });
  });
});

describe('the log of progress', () => {
  /** Shows one view a second and returns the seconds at which a line was printed. */
  function printed(seconds: number, view: (second: number) => Record<string, number>): number[] {
    const { report, lines } = world({});
    const progress = new Progress(0, report);
    const at: number[] = [];
    for (let second = 0; second < seconds; second++) {
      const before = lines.length;
      progress.show(viewOf(100, array(view(second)), undefined), second * 1000);
      if (lines.length > before) at.push(second);
    }
    return at;
  }

  it('prints nothing while nothing changes, but once a minute', () => {
    expect(printed(130, () => ({ RUNNABLE: 100 }))).toEqual([0, 60, 120]);
  });

  it('prints a long run sparsely, and never less than once a minute', () => {
    const at = printed(3_600, (second) => ({ SUCCEEDED: Math.floor(second / 40), RUNNING: 10 }));
    expect(at.length).toBeLessThan(200);
    const gaps = at.slice(1).map((second, i) => second - (at[i] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(60);
  });

  it('prints the first failure at once', () => {
    const at = printed(600, (second) => ({ RUNNING: 100, FAILED: second >= 555 ? 1 : 0 }));
    expect(at).toContain(555);
  });
});

import { describe, expect, it } from '@jest/globals';
import { evenly, merged } from '../../../../actions/estimate-pi/src/summary/series.ts';

const at = (...children: readonly number[]) =>
  children.map((n) => ({ children: n, value: 1 / n, halfWidth: 10 / n }));

describe('the running estimate, evenly spaced', () => {
  it('is itself when it is even already', () =>
    expect(evenly(at(1, 2, 3, 4), 0)).toEqual(at(1, 2, 3, 4)));

  it('has every known point in its place, and straight lines between them', () => {
    const points = evenly(at(1, 2, 4, 8, 11), 0);
    expect(points.map(({ children }) => children)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(points[3]).toEqual(at(4)[0]);
    expect(points[5]?.value).toBeCloseTo((1 / 4 + 1 / 8) / 2);
    expect(points[5]?.halfWidth).toBeCloseTo((10 / 4 + 10 / 8) / 2);
    expect(points.at(-1)).toEqual(at(11)[0]);
  });

  it('is bounded, and leaves out what is too early', () => {
    const points = evenly(at(1, 2, 4, 8, 5_000, 10_000), 1 / 32);
    expect(points).toHaveLength(100);
    expect(points[0]?.children).toBe(313);
    expect(points.at(-1)).toEqual(at(10_000)[0]);
    const steps = points.slice(1).map(({ children }, i) => children - (points[i]?.children ?? 0));
    for (const step of steps) expect(step).toBeCloseTo((10_000 - 313) / 99);
  });

  it('may be a point or nothing, and have no interval', () => {
    expect(evenly([], 0)).toEqual([]);
    expect(evenly([{ children: 2, value: 7 }], 1 / 32)).toEqual([
      { children: 2, value: 7, halfWidth: 0 },
    ]);
  });
});

describe('bins', () => {
  it('are merged so that none is lost, each named by its middle', () => {
    expect(merged({ from: 0, to: 7, counts: [1, 2, 3, 4, 5, 6, 7] }, 4)).toEqual([
      { middle: 1, count: 3 },
      { middle: 3, count: 7 },
      { middle: 5, count: 11 },
      { middle: 7, count: 7 },
    ]);
    expect(merged({ from: 1, to: 2, counts: [5, 6] }, 12)).toEqual([
      { middle: 1.25, count: 5 },
      { middle: 1.75, count: 6 },
    ]);
    expect(merged({ from: 0, to: 0, counts: [] }, 12)).toEqual([]);
  });
});

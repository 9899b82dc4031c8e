import { describe, expect, it } from '@jest/globals';
import { histogram, runningEstimate } from '../../../worker/src/pi/series.ts';

const child = (hits: number) => ({ samples: 100n, hits: BigInt(hits) });

describe('runningEstimate', () => {
  it('pools the first children in order', () => {
    const points = runningEstimate([child(70), child(80), child(90)], 64);
    expect(points.map(({ children, value }) => [children, value])).toEqual([
      [1, 2.8],
      [2, 3],
      [3, 3.2],
    ]);
  });

  it.each([1, 2, 63, 64, 65, 100, 1000, 10_000])('shows at most 64 of %d children', (size) => {
    const points = runningEstimate(
      Array.from({ length: size }, () => child(78)),
      64,
    );
    const shown = points.map(({ children }) => children);
    expect(shown.length).toBeLessThanOrEqual(64);
    expect(shown.length).toBeGreaterThanOrEqual(Math.min(size, 50));
    expect(shown).toEqual([...new Set(shown)].sort((a, b) => a - b));
    expect(shown[0]).toBe(1);
    expect(shown.at(-1)).toBe(size);
    for (let power = 1; power <= size; power *= 2) expect(shown).toContain(power);
  });
});

describe('histogram', () => {
  it('counts every child once, the greatest in the last bin', () => {
    const spread = histogram([child(70), child(71), child(72), child(90)], 64);
    expect(spread).toEqual({ from: 2.8, to: 3.6, counts: [3, 1] });
  });

  it('has one bin where all children agree', () => {
    expect(histogram([child(80), child(80)], 64)).toEqual({ from: 3.2, to: 3.2, counts: [2] });
  });

  it('has no more bins than allowed', () => {
    const children = Array.from({ length: 10_000 }, (_, i) => child(i % 100));
    const { counts } = histogram(children, 64);
    expect(counts.length).toBe(64);
    expect(counts.reduce((a, b) => a + b)).toBe(10_000);
  });
});

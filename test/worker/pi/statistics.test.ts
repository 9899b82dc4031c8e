import { describe, expect, it } from '@jest/globals';
import {
  digitsRight,
  estimate,
  halfWidth,
  homogeneity,
  pool,
  standardError,
  zScore,
} from '../../../worker/src/pi/statistics.ts';

const counts = (samples: bigint | number, hits: bigint | number) => ({
  samples: BigInt(samples),
  hits: BigInt(hits),
});

describe('a pooled estimate', () => {
  it('adds counts exactly beyond 2^53', () => {
    const child = counts(2n ** 53n - 1n, 2n ** 52n + 1n);
    const total = pool(Array.from({ length: 10_000 }, () => child));
    expect(total).toEqual(counts(10_000n * (2n ** 53n - 1n), 10_000n * (2n ** 52n + 1n)));
  });

  it('is 4·hits/samples with the binomial standard error', () => {
    expect(estimate(counts(1000, 800))).toBe(3.2);
    // 4·√(0.8·0.2/1000)
    expect(standardError(counts(1000, 800))).toBeCloseTo(0.0505964, 7);
  });
});

describe('halfWidth', () => {
  it('is 1.96 standard errors of many samples', () => {
    const many = counts(10n ** 10n, 7_853_981_634n);
    expect(halfWidth(many) / standardError(many)).toBeCloseTo(1.96, 4);
  });

  it('reaches the farther end of Wilson’s interval', () => {
    // Newcombe 1998, table I: 81/263 has the score interval 0.2553 to 0.3662.
    expect(halfWidth(counts(263, 81)) / 4).toBeCloseTo(0.3662 - 81 / 263, 4);
  });

  it.each([
    [1, 1],
    [1, 0],
    [10, 10],
  ])('is not 0 and holds π with %d samples and %d hits', (samples, hits) => {
    const few = counts(samples, hits);
    expect(Math.abs(estimate(few) - Math.PI)).toBeLessThan(halfWidth(few));
  });
});

describe('zScore', () => {
  it('counts standard errors of the true π', () => {
    // (800 - 785.398)/√(1000·0.785398·0.214602)
    expect(zScore(counts(1000, 800))).toBeCloseTo(1.12469, 4);
    expect(zScore(counts(1, 1))).toBeLessThan(1);
  });
});

describe('homogeneity', () => {
  it('is the chi-square of the table of hits and misses', () => {
    // Hits 70, 80, 90 of 100: expected 80 and 20, so 2·(100/80 + 100/20) = 12.5; p = e^-6.25.
    const tails = homogeneity([counts(100, 70), counts(100, 80), counts(100, 90)]);
    expect(tails?.upper).toBeCloseTo(Math.exp(-6.25), 12);
  });

  it('sees a difference of a billionth between children beyond 2^52', () => {
    const n = 2n ** 53n;
    const half = n / 2n;
    const far = homogeneity([counts(n, half), counts(n, half + n / 10n ** 7n)]);
    expect(far?.upper).toBeLessThan(1e-6);
    const near = homogeneity([counts(n, half), counts(n, half + 47_453_132n)]);
    // One standard deviation of h, √n/2, apart: chi-square is 1/2 with 1 degree of freedom.
    expect(near?.upper).toBeCloseTo(0.4795, 4);
  });

  it.each([
    ['one child', [counts(100, 70)]],
    ['no miss', [counts(10, 10), counts(10, 10)]],
    ['no hit', [counts(10, 0), counts(10, 0)]],
  ])('says nothing of %s', (_what, children) => {
    expect(homogeneity(children)).toBeUndefined();
  });
});

describe('digitsRight', () => {
  it.each([
    [3.1415905, '3.14159'],
    [3.14, '3.14'],
    [3.9, '3'],
    [2.9999, ''],
    [Math.PI, '3.141592653589793'],
  ])('of %d are "%s"', (value, digits) => {
    expect(digitsRight(value)).toBe(digits);
  });
});

import { describe, expect, it } from '@jest/globals';
import { chart, number, table } from './row.ts';
import { median, medianRatio, quantile, rotated, spread } from './statistics.ts';

describe('what is said of measurements', () => {
  it('takes quantiles between the values', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([4, 1, 3, 2], 1)).toBe(4);
    expect(median([7])).toBe(7);
  });

  it('spreads by half the distance of the quartiles', () => {
    expect(spread([90, 95, 100, 105, 110])).toBeCloseTo(0.05, 12);
  });

  it('compares what was measured side by side', () => {
    // The machine ran at half speed in the second round, for both.
    expect(medianRatio([300, 150, 310], [100, 50, 100])).toBe(3);
  });

  it('begins each round with another contestant', () => {
    expect([0, 1, 2, 3].map((round) => rotated(['a', 'b', 'c'], round).join(''))).toEqual([
      'abc',
      'bca',
      'cab',
      'abc',
    ]);
  });
});

describe('the report', () => {
  const rows = [
    { part: 'kernel', name: 'loop', value: 10.04, unit: 'M samples/s', spread: 0.012 },
    { part: 'kernel', name: 'kernel', value: 3_004.6, unit: 'M samples/s', note: '300 x' },
  ];

  it('shows three digits, and whole numbers in full', () => {
    expect([0.4321, 9.876, 99.94, 100.4, 3_004.6].map(number)).toEqual([
      '0.432',
      '9.88',
      '99.9',
      '100',
      '3,005',
    ]);
  });

  it('aligns rows', () => {
    expect(table(rows)).toEqual([
      ' loop         10.0  M samples/s   ± 1.2 %',
      ' kernel      3,005  M samples/s              300 x',
    ]);
  });

  it('draws a factor of ten as long everywhere', () => {
    const decades = [10, 100, 1000].map((value) => ({ part: 'x', name: 'x', value, unit: '' }));
    const lengths = chart(decades).map((line) => line.split('█').length - 1);
    const [first = 0, second = 0, third = 0] = lengths;
    expect(Math.abs(third - second - (second - first))).toBeLessThanOrEqual(1);
  });
});

import { describe, expect, it } from '@jest/globals';
import { chiSquareTails } from '../../../worker/src/pi/chi-square.ts';

/** Even degrees of freedom have a closed form: the upper tail is a Poisson sum. */
function upperOfEvenDegrees(x: number, degrees: number): number {
  let term = Math.exp(-x / 2);
  let sum = term;
  for (let k = 1; k < degrees / 2; k++) {
    term *= x / 2 / k;
    sum += term;
  }
  return sum;
}

describe('chiSquareTails', () => {
  it.each([
    [0.5, 2],
    [3, 2],
    [60, 2],
    [9.3, 10],
    [100, 100],
    [300, 100],
    [40, 100],
    [900, 1000],
  ])('equals the Poisson sum at %d with %d degrees', (x, degrees) => {
    const upper = upperOfEvenDegrees(x, degrees);
    const tails = chiSquareTails(x, degrees);
    expect(tails.upper / upper).toBeCloseTo(1, 9);
    expect(tails.lower).toBeCloseTo(1 - upper, 12);
  });

  // Quantiles from printed tables of the distribution (for example Abramowitz and Stegun, 26.8).
  it.each([
    [3.84146, 1, 0.05],
    [10.8276, 1, 0.001],
    [16.919, 9, 0.05],
    [123.225, 99, 0.05],
  ])('cuts off at %d with %d degrees what tables say', (x, degrees, upper) => {
    expect(chiSquareTails(x, degrees).upper).toBeCloseTo(upper, 4);
  });

  it('stays right with 9,999 degrees, where Wilson and Hilferty’s normal is good to a few 1e-5', () => {
    // z = 0 of their approximation: x = n(1 - 2/(9n))³.
    const n = 9999;
    expect(chiSquareTails(n * (1 - 2 / (9 * n)) ** 3, n).upper).toBeCloseTo(0.5, 4);
  });

  it('says nothing below 0', () => {
    expect(chiSquareTails(0, 5)).toEqual({ lower: 0, upper: 1 });
  });
});

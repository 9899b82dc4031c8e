import { describe, expect, it } from '@jest/globals';
import {
  decimalsFor,
  grouped,
  large,
  rightPart,
  short,
} from '../../../../actions/estimate-pi/src/summary/numbers.ts';

describe('numbers for a person', () => {
  it.each([
    [0.0022769, 4],
    [0.000032, 6],
    [0.5, 2],
    [12, 0],
    [123, 0],
    [1e-20, 15],
    [0, 6],
    [undefined, 6],
  ])('a half-width of %p wants %p decimals', (half, decimals) =>
    expect(decimalsFor(half)).toBe(decimals),
  );

  it.each([
    ['3.1429', '3.14'],
    ['3.141593', '3.14159'],
    ['3.2', '3'],
    ['4', ''],
    ['3', '3'],
    ['-3.14', ''],
  ])('of %s the digits %s are right', (written, right) =>
    expect(rightPart(written, Math.PI)).toBe(right),
  );

  it('groups, scales and shortens', () => {
    expect(['1', '1234567', '-1000', 'x'].map(grouped)).toEqual(['1', '1,234,567', '-1,000', 'x']);
    expect([0, 999, 730_000, 1.234e9, 5e18].map(large)).toEqual([
      '0',
      '999',
      '730 thousand',
      '1.23 billion',
      '5000 quadrillion',
    ]);
    expect([0, 0.000123456, 9.791, 123.456, 32_000].map(short)).toEqual([
      '0',
      '0.000123',
      '9.79',
      '123',
      '32,000',
    ]);
  });
});

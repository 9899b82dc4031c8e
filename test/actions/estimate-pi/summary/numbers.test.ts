import { describe, expect, it } from '@jest/globals';
import {
  decimalsFor,
  fixed,
  grouped,
  large,
  percent,
  plain,
  rightPart,
  short,
  span,
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
    ['31.4', ''],
    ['0.314', ''],
  ])('of %s the digits %s are right', (written, right) =>
    expect(rightPart(written, Math.PI)).toBe(right),
  );

  it('takes neither a sign nor zeros for digits', () => {
    expect(rightPart('-4', -3)).toBe('');
    expect(rightPart('0.7', Math.LN2)).toBe('');
    expect(rightPart('-3.15', -Math.PI)).toBe('-3.1');
  });

  it('writes powers of ten only where nothing else is left of a value', () => {
    expect([fixed(2.715, 1), fixed(0, 2), fixed(1.6e-19, 15), fixed(2e21, 0)]).toEqual([
      '2.7',
      '0.00',
      '1.60e-19',
      '2.00e+21',
    ]);
    expect([plain(1e-7, 9), plain(1200, 0), plain(1.5, 3), plain(2e21, 0)]).toEqual([
      '0.0000001',
      '1200',
      '1.5',
      undefined,
    ]);
  });

  it('says parts and spans', () => {
    expect([0.95, 0.999].map(percent)).toEqual(['95%', '99.9%']);
    const spans = [-5, 0, 3_210, 59_400, 59_600, 60_000, 124_400, 3_600_000, 3_780_000].map(span);
    expect(spans).toEqual([
      '0 s',
      '0 s',
      '3.2 s',
      '59 s',
      '1 min',
      '1 min',
      '2 min 4 s',
      '1 h',
      '1 h 3 min',
    ]);
  });

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

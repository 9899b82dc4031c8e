import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { missingRanges } from '../../worker/src/ranges.ts';

const missing = (present: readonly number[], size: number, limit = 500) =>
  missingRanges((index) => present.includes(index), size, limit);

/** The reading that `missingRanges` must be the writing of. */
const read = (text: string): number[] =>
  text.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });

describe('missingRanges', () => {
  it.each<[number[], number, string]>([
    [[], 1, '0'],
    [[0], 1, ''],
    [[], 10_000, '0-9999'],
    [[0, 1, 2, 6, 7, 8], 10, '3-5,9'],
    [[1, 3, 5], 6, '0,2,4'],
    [[0, 9], 10, '1-8'],
  ])('of %p in %d is %p', (present, size, text) => {
    expect(missing(present, size)).toBe(text);
  });

  it('names exactly the missing indices', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 300 }), (present) => {
        const text = missingRanges((index) => present[index] === true, present.length, 10_000);
        const expected = present.flatMap((there, index) => (there ? [] : [index]));
        expect(text === '' ? [] : read(text)).toEqual(expected);
      }),
      { seed: 1 },
    );
  });

  it('is never longer than the limit and then ends with …', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 80 }),
        (present, limit) => {
          const of = (most: number) =>
            missingRanges((index) => present[index] === true, present.length, most);
          const [short, whole] = [of(limit), of(10_000)];
          expect(short.length).toBeLessThanOrEqual(limit);
          expect(whole.length <= limit ? short === whole : short.endsWith('…')).toBe(true);
          expect(whole.startsWith(short.replace(/…$/, ''))).toBe(true);
        },
      ),
      { seed: 2 },
    );
  });

  it('keeps whole ranges only', () => {
    expect(missing([1, 3, 5], 100, 8)).toBe('0,2,4,…');
    expect(missing([1, 3, 5], 100, 10)).toBe('0,2,4,6-99');
  });
});

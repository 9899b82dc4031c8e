import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spread } from '../../worker/src/spread.ts';

describe('spread', () => {
  it('keeps everything where that is not too much', () => {
    expect(spread([1, 2, 3], 3)).toEqual([1, 2, 3]);
    expect(spread([], 2)).toEqual([]);
  });

  it('keeps exactly as many as asked for, in order, with both ends', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 64 }),
        fc.integer({ min: 1, max: 500 }),
        (most, more) => {
          const values = Array.from({ length: most + more }, (_, i) => i);
          const kept = spread(values, most);
          expect(kept).toHaveLength(most);
          expect([kept[0], kept.at(-1)]).toEqual([0, values.length - 1]);
          expect([...kept].sort((a, b) => a - b)).toEqual(kept);
        },
      ),
      { seed: 3 },
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countHitsBlockwise } from '../../../worker/src/pi/blockwise.ts';
import { isHit } from '../../../worker/src/pi/cell.ts';
import { blockOutputs, countHitsExact } from '../../../worker/src/pi/exact.ts';
import { BLOCK_SAMPLES, MAX_SAMPLES } from '../../../worker/src/pi/stream.ts';
import { streams } from './arbitraries.ts';
import { BLOCK_HITS, FIRST_64_BLOCKS_HITS, FIRST_OUTPUTS, FIRST_STREAM } from './known-answers.ts';

const readings = [
  ['exact', countHitsExact],
  ['blockwise', countHitsBlockwise],
] as const;

/** Near a block's start, so that the exact reading has little to generate, or just before its end. */
const firsts = fc
  .record({
    block: fc.nat(MAX_SAMPLES / BLOCK_SAMPLES - 2),
    offset: fc.oneof(
      { weight: 6, arbitrary: fc.nat(5000) },
      { weight: 1, arbitrary: fc.constant(BLOCK_SAMPLES - 100) },
    ),
  })
  .map(({ block, offset }) => block * BLOCK_SAMPLES + offset);

describe.each(readings)('the %s reading', (_name, countHits) => {
  it.each(BLOCK_HITS)('counts $hits hits in block $block of $stream', (known) => {
    expect(countHits(known.stream, known.block * BLOCK_SAMPLES, BLOCK_SAMPLES)).toBe(known.hits);
  });

  it('pools the hits of any split of a range to those of the whole', () => {
    fc.assert(
      fc.property(
        streams,
        firsts,
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 4 }),
        (stream, first, counts) => {
          let next = first;
          let sum = 0;
          for (const count of counts) {
            sum += countHits(stream, next, count);
            next += count;
          }
          expect(countHits(stream, first, next - first)).toBe(sum);
        },
      ),
      { seed: 1, numRuns: 15 },
    );
  });
});

describe('the exact reading', () => {
  it('starts with the known outputs', () => {
    const outputs = blockOutputs(FIRST_STREAM, 0);
    expect(FIRST_OUTPUTS.map(() => outputs.next().value)).toEqual(FIRST_OUTPUTS);
  });
});

describe('the blockwise reading', () => {
  it('counts the first 64 blocks', () => {
    expect(countHitsBlockwise(FIRST_STREAM, 0, 64 * BLOCK_SAMPLES)).toBe(FIRST_64_BLOCKS_HITS);
  });

  it('agrees with the exact one on any range of any stream', () => {
    fc.assert(
      fc.property(streams, firsts, fc.integer({ min: 1, max: 20_000 }), (stream, first, count) => {
        expect(countHitsBlockwise(stream, first, count)).toBe(countHitsExact(stream, first, count));
      }),
      { seed: 2, numRuns: 30 },
    );
  });

  it('counts the last sample that a stream may have', () => {
    const last = MAX_SAMPLES - 1;
    expect(countHitsBlockwise(FIRST_STREAM, last, 1)).toBe(countHitsExact(FIRST_STREAM, last, 1));
  });
});

describe('isHit', () => {
  const signed16 = fc.integer({ min: -(2 ** 15), max: 2 ** 15 - 1 });
  /** A point whose cell the circle comes near, where the shortcut gives up. */
  const nearCircle = fc
    .record({ x: signed16, below: fc.boolean(), off: fc.integer({ min: -1, max: 1 }) })
    .map(({ x, below, off }) => {
      const y = Math.min(Math.round(Math.sqrt(2 ** 30 - x * x)) + off, 2 ** 15 - 1);
      return { x, y: below ? -y : y };
    });

  it('equals X² + Y² <= 2^62 in integers of any size', () => {
    fc.assert(
      fc.property(nearCircle, fc.nat(2 ** 32 - 1), ({ x, y }, low) => {
        const fullX = BigInt(x) * 65536n + BigInt(low & 0xffff);
        const fullY = BigInt(y) * 65536n + BigInt(low >>> 16);
        expect(isHit(x, y, low)).toBe(fullX ** 2n + fullY ** 2n <= 2n ** 62n);
      }),
      { seed: 3, numRuns: 5000 },
    );
  });

  it('counts a point on the circle and none just outside', () => {
    expect(isHit(-(2 ** 15), 0, 0)).toBe(true);
    expect(isHit(0, -(2 ** 15), 0)).toBe(true);
    expect(isHit(-(2 ** 15), 0, 1 << 16)).toBe(false);
    expect(isHit(-(2 ** 15), -1, 0xffff0001)).toBe(true);
    expect(isHit(-(2 ** 15), -(2 ** 15), 0)).toBe(false);
  });
});

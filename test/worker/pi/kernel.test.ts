import { setFlagsFromString } from 'node:v8';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countHitsBlockwise } from '../../../worker/src/pi/blockwise.ts';
import { countHitsExact } from '../../../worker/src/pi/exact.ts';
import { bestVariant, loadKernel, selfCheck } from '../../../worker/src/pi/kernel.ts';
import { BLOCK_SAMPLES, MAX_SAMPLES } from '../../../worker/src/pi/stream.ts';
import { streams } from './arbitraries.ts';
import { BLOCK_HITS, FIRST_64_BLOCKS_HITS, FIRST_STREAM } from './known-answers.ts';

// Node 20 has relaxed SIMD behind a flag; here it is wanted for its results only.
const hasRelaxed = bestVariant('x64') === 'relaxed';
if (!hasRelaxed) setFlagsFromString('--experimental-wasm-relaxed-simd');

describe.each(['plain', 'unzip', 'relaxed'] as const)('the %s kernel', (variant) => {
  const countHits = loadKernel(variant);

  it.each(BLOCK_HITS)('counts $hits hits in block $block of $stream', (known) => {
    expect(countHits(known.stream, known.block * BLOCK_SAMPLES, BLOCK_SAMPLES)).toBe(known.hits);
  });

  it('counts the first 64 blocks', () => {
    expect(countHits(FIRST_STREAM, 0, 64 * BLOCK_SAMPLES)).toBe(FIRST_64_BLOCKS_HITS);
  });

  it('agrees with the blockwise reading on any range of any stream', () => {
    const first = fc.nat(MAX_SAMPLES - 4 * BLOCK_SAMPLES);
    const count = fc.oneof(
      fc.integer({ min: 1, max: 700 }),
      fc.integer({ min: 1, max: 1_500_000 }),
      // With one, two or three whole blocks in it: two of them are counted at once.
      fc.integer({ min: 2 * BLOCK_SAMPLES, max: 4 * BLOCK_SAMPLES }),
    );
    fc.assert(
      fc.property(streams, first, count, (stream, from, n) => {
        expect(countHits(stream, from, n)).toBe(countHitsBlockwise(stream, from, n));
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  it('agrees with the exact reading around every boundary of its groups', () => {
    const from = fc.integer({ min: 0, max: 1_100 });
    const count = fc.integer({ min: 1, max: 1_100 });
    fc.assert(
      fc.property(streams, from, count, (stream, first, n) => {
        expect(countHits(stream, first, n)).toBe(countHitsExact(stream, first, n));
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('counts the last samples that a stream may have', () => {
    const last = MAX_SAMPLES - 5;
    expect(countHits(FIRST_STREAM, last, 5)).toBe(countHitsBlockwise(FIRST_STREAM, last, 5));
  });

  it('passes its check', () => {
    expect(selfCheck(countHits)).toBeUndefined();
  });
});

it('is chosen by what the host has', () => {
  const major = Number(process.versions.node.split('.')[0]);
  expect(hasRelaxed).toBe(major > 20);
  expect(bestVariant('arm64')).toBe('unzip');
});

it('is found out where it is one hit off', () => {
  const countHits = loadKernel();
  expect(selfCheck((...range) => countHits(...range) + 1)).toMatch(
    /computes wrongly: it counts 1647080 hits in two blocks that have 1647079/,
  );
});

it('keeps no more memory for more samples', () => {
  const countHits = loadKernel();
  countHits(FIRST_STREAM, 0, 2 ** 26);
  const before = process.memoryUsage();
  countHits(FIRST_STREAM, 0, 2 ** 30);
  const after = process.memoryUsage();
  // A byte for every 64 samples would be seen.
  const grown = after.heapUsed - before.heapUsed + after.external - before.external;
  expect(grown).toBeLessThan(2 ** 24);
});

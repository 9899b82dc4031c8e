/**
 * The exact reading of the definition: sample by sample, every coordinate in full, in integers of
 * any size. Nothing is skipped and nothing is clever, which is why it is kept: it checks whatever is.
 */
import {
  BLOCK_SAMPLES,
  blockParts,
  blockSeeds,
  GENERATORS,
  lowBits,
  type Sfc64Seed,
  STEP_SAMPLES,
  type Stream,
  WARM_UP_STEPS,
} from './stream.ts';

const RADIUS_SQUARED = 1n << 62n;
/** Looked up once: a context such as jest's makes every look at a global expensive. */
const big = BigInt;
const { asIntN, asUintN } = BigInt;
const u64 = (n: bigint): bigint => asUintN(64, n);
const wide = ([low, high]: readonly [number, number]): bigint => (big(high) << 32n) | big(low);

/** The sfc64 of Chris Doty-Humphrey (PractRand), with the step that NumPy's SFC64 has as well. */
export function sfc64(seed: Sfc64Seed): () => bigint {
  let a = wide(seed.a);
  let b = wide(seed.b);
  let c = wide(seed.c);
  let counter = 1n;
  return () => {
    const output = u64(a + b + counter);
    counter = u64(counter + 1n);
    a = b ^ (b >> 11n);
    b = u64(c + (c << 3n));
    c = u64(((c << 24n) | (c >> 40n)) + output);
    return output;
  };
}

/** The outputs of a block's generators: those of the first step in order, then of the second, ... */
export function* blockOutputs(stream: Stream, block: number): Generator<bigint, never> {
  const generators = blockSeeds(stream, block).map(sfc64);
  for (let step = 0; step < WARM_UP_STEPS; step++) for (const next of generators) next();
  for (;;) for (const next of generators) yield next();
}

/** Whether the point with these full, signed 32-bit coordinates lies in the circle. */
function isHit(x: bigint, y: bigint): boolean {
  return x * x + y * y <= RADIUS_SQUARED;
}

/** Whether a sample is a hit, given its own 32 bits of the generators' output. */
function sampleHits(stream: Stream, sample: number, word: bigint): boolean {
  const low = big(lowBits(stream, sample));
  const x = (asIntN(16, word) << 16n) | (low & 0xffffn);
  const y = (asIntN(16, word >> 16n) << 16n) | (low >> 16n);
  return isHit(x, y);
}

function countPart(stream: Stream, block: number, from: number, to: number): number {
  const start = block * BLOCK_SAMPLES;
  const outputs = blockOutputs(stream, block);
  const wordsAStep = STEP_SAMPLES / GENERATORS;
  let hits = 0;
  for (let offset = 0; offset < to; offset += wordsAStep) {
    const output = outputs.next().value;
    for (let word = 0; word < wordsAStep; word++) {
      const sample = offset + word;
      if (sample < from || sample >= to) continue;
      const bits = (output >> big(32 * word)) & 0xffffffffn;
      if (sampleHits(stream, start + sample, bits)) hits += 1;
    }
  }
  return hits;
}

/** Counts hits sample by sample: about a million samples a second, memory flat. */
export function countHitsExact(stream: Stream, first: number, count: number): number {
  let hits = 0;
  for (const { block, from, to } of blockParts(first, count)) {
    hits += countPart(stream, block, from, to);
  }
  return hits;
}

/**
 * The definition of the random points, apart from how fast they are counted: what a stream is, how
 * its blocks are seeded, and which low bits a sample has.
 */
import { philox4x32, type Words4 } from './philox.ts';

/** The random numbers of one child. */
export interface Stream {
  /** 0..2^64-1. */
  readonly seed: bigint;
  /** The child's array index, 0..2^32-1. */
  readonly index: number;
}

/** The name of this definition: results of two definitions are never pooled. */
export const ESTIMATOR = 'sfc64-philox-1';
/** Samples in a block; any block can be computed alone. */
export const BLOCK_SAMPLES = 2 ** 20;
/** Samples that one step of a block's four generators gives. */
export const STEP_SAMPLES = 8;
/** Generators in a block. */
export const GENERATORS = 4;
/** Steps thrown away after seeding, so that similar counters have nothing in common any more. */
export const WARM_UP_STEPS = 12;
/** A stream is no longer than this: sample numbers are exact integers in a double. */
export const MAX_SAMPLES = 2 ** 53;

/** Marks the counters of low bits, which no block's seeding counter can reach. */
const LOW_BITS_MARK = 0x80000000;

const low32 = (n: number): number => (n % 2 ** 32) >>> 0;
const high32 = (n: number): number => Math.floor(n / 2 ** 32);
const keyOf = ({ seed }: Stream): [number, number] => [
  Number(seed & 0xffffffffn),
  Number(seed >> 32n),
];

/** An sfc64 state as 32-bit words: a, b and c, each low word first. Its counter starts at 1. */
export interface Sfc64Seed {
  readonly a: readonly [number, number];
  readonly b: readonly [number, number];
  readonly c: readonly [number, number];
}

/**
 * The states in which a block's four generators start, before the warm-up. The first two are the
 * lanes of the first pair, the others of the second.
 *
 * @param block the block's number in its stream
 */
export function blockSeeds(stream: Stream, block: number): readonly Sfc64Seed[] {
  const [key0, key1] = keyOf(stream);
  const words = (j: number): Words4 =>
    philox4x32([j, stream.index, low32(block), high32(block)], key0, key1);
  const pair = (j: number): Sfc64Seed[] => {
    const [a, b, c] = [words(j), words(j + 1), words(j + 2)];
    return [
      { a: [a[0], a[1]], b: [b[0], b[1]], c: [c[0], c[1]] },
      { a: [a[2], a[3]], b: [b[2], b[3]], c: [c[2], c[3]] },
    ];
  };
  return [...pair(0), ...pair(3)];
}

/**
 * The low 16 bits of a sample's coordinates: x's in the low half of the word, y's in the high half.
 *
 * @param sample the sample's number in its stream, 0..2^53-1
 */
export function lowBits(stream: Stream, sample: number): number {
  const [key0, key1] = keyOf(stream);
  return philox4x32([low32(sample), stream.index, high32(sample), LOW_BITS_MARK], key0, key1)[0];
}

/** A part of one block: samples `from` to `to`, not included, counted from the block's start. */
export interface BlockPart {
  readonly block: number;
  readonly from: number;
  readonly to: number;
}

/**
 * A range of samples, block by block.
 *
 * @param first number of the first sample
 * @param count how many; first + count <= 2^53
 */
export function* blockParts(first: number, count: number): Generator<BlockPart> {
  const end = first + count;
  for (let block = Math.floor(first / BLOCK_SAMPLES); ; block++) {
    const start = block * BLOCK_SAMPLES;
    if (start >= end) return;
    yield {
      block,
      from: Math.max(first - start, 0),
      to: Math.min(end - start, BLOCK_SAMPLES),
    };
  }
}

/**
 * Counts the hits among samples `first` to `first + count`, not included, of a stream. Every way of
 * counting has this signature and returns the same number.
 */
export type CountHits = (stream: Stream, first: number, count: number) => number;

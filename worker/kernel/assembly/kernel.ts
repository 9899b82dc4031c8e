/**
 * Counts the hits of two blocks at once, or of any part of one.
 *
 * Sure hits are counted by sign, beside the least distance to the unsure band; only where a group has
 * touched the band are its few unsure samples looked up in the buffer and decided in full.
 */
import { BAND, distances, isUnsure, positionOf } from './cells.ts';
import {
  BUFFER,
  GROUP_BYTES,
  GROUP_SAMPLES,
  generate,
  STEP_BYTES,
  STEP_SAMPLES,
} from './generate.ts';
import { isHit, startBlocks } from './stream.ts';

const BLOCK_SAMPLES: i32 = 1 << 20;

/** Pairs of steps in one turn of the loop: see unroll.mjs. */
const UNROLLED: usize = 2;
const TURN_BYTES: usize = UNROLLED * 2 * STEP_BYTES;

/**
 * Counts the unsure samples of a group that are hits.
 *
 * @param group where in the buffer it is
 * @param start number of its first sample, counted from the start of the first block
 */
function unsureHits(group: usize, start: i32, nearest: v128): i32 {
  let hits = 0;
  let lanes = i8x16.bitmask(i8x16.lt_u(nearest, i8x16.splat(<i8>BAND)));
  for (; lanes !== 0; lanes &= lanes - 1) {
    const lane = ctz(lanes);
    let offset = ((lane >> 3) << 3) + positionOf(lane & 7);
    for (; offset < GROUP_SAMPLES; offset += 2 * STEP_SAMPLES) {
      const word = load<u32>(group + ((<usize>offset) << 2));
      if (isUnsure(word)) hits += i32(isHit(word, start + offset));
    }
  }
  return hits;
}

/**
 * How many of 16 distances are sure hits. x86_64 has an instruction that takes their signs out of the
 * vector unit, which is busy, to the scalar one, which is not.
 */
function signs(distance: v128): i32 {
  return ARM64 ? 0 : popcnt<i32>(i8x16.bitmask(distance));
}

/** arm64 has no such instruction and counts sure hits in byte lanes. */
function addSigns(lanes: v128, distance: v128): v128 {
  return ARM64 ? i8x16.sub(lanes, i8x16.lt_s(distance, i8x16.splat(0))) : lanes;
}

function sumOf(lanes: v128): i32 {
  const sums = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(lanes));
  return (
    i32x4.extract_lane(sums, 0) +
    i32x4.extract_lane(sums, 1) +
    i32x4.extract_lane(sums, 2) +
    i32x4.extract_lane(sums, 3)
  );
}

/** Counts the hits of a whole group: see `unsureHits`. */
function groupHits(group: usize, start: i32): i32 {
  let hits = 0;
  let lanes = i8x16.splat(0);
  let nearest = i8x16.splat(-1);
  for (let at = group; at < group + GROUP_BYTES; at += TURN_BYTES) {
    for (let i: usize = 0; i < UNROLLED; i++) {
      // Saturation keeps the sign and the distances 0 to 3, which is all that is asked of them.
      const distance = i8x16.narrow_i16x8_s(
        distances(v128.load(at, 64 * i), v128.load(at, 64 * i + 16)),
        distances(v128.load(at, 64 * i + 32), v128.load(at, 64 * i + 48)),
      );
      hits += signs(distance);
      lanes = addSigns(lanes, distance);
      nearest = i8x16.min_u(nearest, distance);
    }
  }
  if (ARM64) hits += sumOf(lanes);
  const touched = v128.any_true(i8x16.lt_u(nearest, i8x16.splat(<i8>BAND)));
  return touched ? hits + unsureHits(group, start, nearest) : hits;
}

/** Counts the hits among samples `from` to `to` of the first block's group, which starts at `start`. */
function partHits(start: i32, from: i32, to: i32): i32 {
  let hits = 0;
  for (let offset = from; offset < to; offset++) {
    const word = load<u32>(BUFFER + ((<usize>(offset - start)) << 2));
    hits += i32(isHit(word, offset));
  }
  return hits;
}

/**
 * Counts the hits of a block and of the next.
 *
 * @param seedLow and seedHigh the stream's seed
 * @param index the child's array index
 * @param blockLow and blockHigh the first block's number in the stream
 */
export function countTwo(
  seedLow: u32,
  seedHigh: u32,
  index: u32,
  blockLow: u32,
  blockHigh: u32,
): i32 {
  startBlocks(seedLow, seedHigh, index, ((<u64>blockHigh) << 32) | <u64>blockLow);
  let hits = 0;
  for (let start = 0; start < BLOCK_SAMPLES; start += GROUP_SAMPLES) {
    generate();
    hits += groupHits(BUFFER, start) + groupHits(BUFFER + GROUP_BYTES, BLOCK_SAMPLES + start);
  }
  return hits;
}

/**
 * Counts the hits among samples `from` to `to`, not included, of a block. The next block is computed
 * in vain, which costs a child two of its blocks at the most.
 *
 * @param seedLow and seedHigh and index and blockLow and blockHigh as above
 * @param from 0 <= from < to <= 2^20, as offsets in the block
 */
export function countPart(
  seedLow: u32,
  seedHigh: u32,
  index: u32,
  blockLow: u32,
  blockHigh: u32,
  from: i32,
  to: i32,
): i32 {
  startBlocks(seedLow, seedHigh, index, ((<u64>blockHigh) << 32) | <u64>blockLow);
  let hits = 0;
  for (let start = 0; start < to; start += GROUP_SAMPLES) {
    const end = start + GROUP_SAMPLES;
    generate();
    if (end <= from) continue;
    hits +=
      from <= start && end <= to
        ? groupHits(BUFFER, start)
        : partHits(start, max(from, start), min(end, to));
  }
  return hits;
}

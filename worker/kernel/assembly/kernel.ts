/**
 * Counts the hits of two blocks at once, or of any part of one.
 *
 * Sure hits are counted by sign, beside the least distance to the unsure band; only where a group has
 * touched the band are its few unsure samples looked up in the buffer and decided in full.
 */
import { isUnsure, positionOf } from './cells.ts';
import { addSigns, isUnsureAnywhere, narrowed, signs, sumOf, unsureLanes } from './counting.ts';
import {
  BUFFER,
  GROUP_BYTES,
  GROUP_SAMPLES,
  generate,
  SECOND_NEAREST,
  SECOND_SURE_HITS,
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
  let lanes = unsureLanes(nearest);
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

/** Counts the hits of the first block's group: see `unsureHits`. */
function firstHits(start: i32): i32 {
  let hits = 0;
  let lanes = i8x16.splat(0);
  let nearest = i8x16.splat(-1);
  for (let at = BUFFER; at < BUFFER + GROUP_BYTES; at += TURN_BYTES) {
    for (let i: usize = 0; i < UNROLLED; i++) {
      const distance = narrowed(
        v128.load(at, 64 * i),
        v128.load(at, 64 * i + 16),
        v128.load(at, 64 * i + 32),
        v128.load(at, 64 * i + 48),
      );
      hits += signs(distance);
      lanes = addSigns(lanes, distance);
      nearest = i8x16.min_u(nearest, distance);
    }
  }
  if (ARM64) hits += sumOf(lanes);
  return isUnsureAnywhere(nearest) ? hits + unsureHits(BUFFER, start, nearest) : hits;
}

/** Counts the hits of the second block's group, whose sure hits were counted on the way. */
function secondHits(start: i32): i32 {
  const nearest = v128.load(SECOND_NEAREST);
  const hits = load<i32>(SECOND_SURE_HITS);
  return isUnsureAnywhere(nearest) ? hits + unsureHits(BUFFER + GROUP_BYTES, start, nearest) : hits;
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
    hits += firstHits(start) + secondHits(BLOCK_SAMPLES + start);
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
        ? firstHits(start)
        : partHits(start, max(from, start), min(end, to));
  }
  return hits;
}

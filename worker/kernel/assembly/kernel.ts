/**
 * The inner loop: counts the hits of any part of a block.
 *
 * It runs in groups of steps whose outputs stay in a small buffer. Sure hits are counted by sign,
 * beside the least distance to the unsure band; only where a group has touched the band are its few
 * unsure samples looked up in the buffer and decided in full. The buffer holds the words in the order
 * of the samples, which serves the ends of a part as well.
 */
import { BAND, distances, isUnsure, positionOf } from './cells.ts';
import { nextA, nextB, nextC, output } from './sfc64.ts';
import { COUNTER, isHit, STATE, samplesDone, startBlock } from './stream.ts';

const STEP_SAMPLES: i32 = 8;
const STEP_BYTES: usize = 32;
const GROUP_STEPS: i32 = 32;
const GROUP_SAMPLES: i32 = GROUP_STEPS * STEP_SAMPLES;
const BUFFER: usize = memory.data(GROUP_STEPS * <i32>STEP_BYTES, 16);
const BUFFER_END: usize = BUFFER + <usize>GROUP_STEPS * STEP_BYTES;

/**
 * Pairs of steps in one turn of the inner loop: see unroll.mjs. More of them share the constants that
 * V8 on Node 20 makes anew each turn.
 */
const UNROLLED: usize = 8;
const TURN_BYTES: usize = UNROLLED * 2 * STEP_BYTES;
/** The counters of a turn's steps. A load spreads one over a vector, cheaper than a vector addition. */
const COUNTERS: usize = memory.data(<i32>UNROLLED * 16, 16);

/** Counts the unsure samples of the group in the buffer that are hits. */
function unsureHits(nearest: v128): i32 {
  const start = samplesDone();
  let hits = 0;
  let lanes = i8x16.bitmask(i8x16.lt_u(nearest, i8x16.splat(<i8>BAND)));
  for (; lanes !== 0; lanes &= lanes - 1) {
    const lane = ctz(lanes);
    let offset = ((lane >> 3) << 3) + positionOf(lane & 7);
    for (; offset < GROUP_SAMPLES; offset += 2 * STEP_SAMPLES) {
      const word = load<u32>(BUFFER + ((<usize>offset) << 2));
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

/** Runs whole groups and counts their hits. */
function run(groups: i32): i32 {
  let a1 = v128.load(STATE, 0);
  let b1 = v128.load(STATE, 16);
  let c1 = v128.load(STATE, 32);
  let a2 = v128.load(STATE, 48);
  let b2 = v128.load(STATE, 64);
  let c2 = v128.load(STATE, 80);
  let sure = i32x4.splat(0);
  let hits = 0;
  for (let group = 0; group < groups; group++) {
    let groupHits = i8x16.splat(0);
    let nearest = i8x16.splat(-1);
    let counter = load<u64>(COUNTER);
    for (let out = BUFFER; out < BUFFER_END; out += TURN_BYTES) {
      for (let i: usize = 0; i < UNROLLED; i++) {
        store<u64>(COUNTERS, counter + 2 * i, 16 * i);
        store<u64>(COUNTERS, counter + 2 * i + 1, 16 * i + 8);
      }
      counter += 2 * UNROLLED;
      for (let i: usize = 0; i < UNROLLED; i++) {
        const counter1 = v128.load64_splat(COUNTERS, 16 * i);
        const first1 = output(a1, b1, counter1);
        const second1 = output(a2, b2, counter1);
        a1 = nextA(b1);
        a2 = nextA(b2);
        b1 = nextB(c1);
        b2 = nextB(c2);
        c1 = nextC(c1, first1);
        c2 = nextC(c2, second1);
        v128.store(out, first1, 64 * i);
        v128.store(out, second1, 64 * i + 16);

        const counter2 = v128.load64_splat(COUNTERS, 16 * i + 8);
        const first2 = output(a1, b1, counter2);
        const second2 = output(a2, b2, counter2);
        a1 = nextA(b1);
        a2 = nextA(b2);
        b1 = nextB(c1);
        b2 = nextB(c2);
        c1 = nextC(c1, first2);
        c2 = nextC(c2, second2);
        v128.store(out, first2, 64 * i + 32);
        v128.store(out, second2, 64 * i + 48);

        // Saturation keeps the sign and the distances 0 to 3, which is all that is asked of them.
        const distance = i8x16.narrow_i16x8_s(
          distances(first1, second1),
          distances(first2, second2),
        );
        hits += signs(distance);
        groupHits = addSigns(groupHits, distance);
        nearest = i8x16.min_u(nearest, distance);
      }
    }
    const pairs = i16x8.extadd_pairwise_i8x16_u(groupHits);
    sure = i32x4.add(sure, i32x4.extadd_pairwise_i16x8_u(pairs));
    if (v128.any_true(i8x16.lt_u(nearest, i8x16.splat(<i8>BAND)))) hits += unsureHits(nearest);
    store<u64>(COUNTER, counter);
  }
  v128.store(STATE, a1, 0);
  v128.store(STATE, b1, 16);
  v128.store(STATE, c1, 32);
  v128.store(STATE, a2, 48);
  v128.store(STATE, b2, 64);
  v128.store(STATE, c2, 80);
  return (
    hits +
    i32x4.extract_lane(sure, 0) +
    i32x4.extract_lane(sure, 1) +
    i32x4.extract_lane(sure, 2) +
    i32x4.extract_lane(sure, 3)
  );
}

/** Runs the group that holds an end of the part, and counts its samples `from` to `to`. */
function runPartly(from: i32, to: i32): i32 {
  const start = samplesDone();
  run(1);
  let hits = 0;
  for (let offset = from; offset < to; offset++) {
    const word = load<u32>(BUFFER + ((<usize>(offset - start)) << 2));
    hits += i32(isHit(word, offset));
  }
  return hits;
}

/**
 * Counts the hits among samples `from` to `to`, not included, of a block.
 *
 * @param seedLow and seedHigh the stream's seed
 * @param index the child's array index
 * @param blockLow and blockHigh the block's number in the stream
 * @param from 0 <= from < to <= 2^20, as offsets in the block
 */
export function count(
  seedLow: u32,
  seedHigh: u32,
  index: u32,
  blockLow: u32,
  blockHigh: u32,
  from: i32,
  to: i32,
): i32 {
  startBlock(seedLow, seedHigh, index, ((<u64>blockHigh) << 32) | <u64>blockLow);
  run(from / GROUP_SAMPLES);
  let hits = 0;
  if (from % GROUP_SAMPLES !== 0) hits += runPartly(from, min(to, samplesDone() + GROUP_SAMPLES));
  const left = to - samplesDone();
  if (left >= GROUP_SAMPLES) hits += run(left / GROUP_SAMPLES);
  if (samplesDone() < to) hits += runPartly(samplesDone(), to);
  return hits;
}

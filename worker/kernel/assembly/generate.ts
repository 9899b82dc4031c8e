/**
 * Runs the generators of two blocks, a group of steps at a time, into a buffer.
 *
 * A step has to wait for the one before, but not for the other block's. And a processor has scalar
 * units beside its vector units: one of the four pairs of generators runs there. The other block's
 * words are at hand in vectors and are counted on the way; the first block's are counted later, from
 * the buffer, because a vector cannot be loaded soon after its halves were stored. All of this made
 * the kernel a third faster than one block in vectors alone.
 */
import { addSigns, narrowed, signs, sumOf } from './counting.ts';
import {
  nextA,
  nextB,
  nextC,
  output,
  scalarNextA,
  scalarNextB,
  scalarNextC,
  scalarOutput,
} from './sfc64.ts';
import { BLOCKS, COUNTER, STATE } from './stream.ts';

export const STEP_SAMPLES: i32 = 8;
export const STEP_BYTES: usize = 32;
const GROUP_STEPS: i32 = 64;
/** Of each block. */
export const GROUP_SAMPLES: i32 = GROUP_STEPS * STEP_SAMPLES;
export const GROUP_BYTES: usize = <usize>GROUP_STEPS * STEP_BYTES;
/** A group of the first block, then of the second: the words of their samples, in order. */
export const BUFFER: usize = memory.data(BLOCKS * GROUP_STEPS * <i32>STEP_BYTES, 16);
const BUFFER_END: usize = BUFFER + GROUP_BYTES;

/** Of the second block's group: how many sure hits there are (i32), and the least distances (v128). */
export const SECOND_SURE_HITS: usize = memory.data(4, 16);
export const SECOND_NEAREST: usize = memory.data(16, 16);

/**
 * Pairs of steps, an even and an odd one, in one turn of the loop: see unroll.mjs. More of them share
 * the constants that V8 on Node 20 makes anew each turn, until it runs out of registers.
 */
const UNROLLED: usize = 2;
const TURN_BYTES: usize = UNROLLED * 2 * STEP_BYTES;
/** The counters of a turn's steps. A load spreads one over a vector, cheaper than a vector addition. */
const COUNTERS: usize = memory.data(<i32>UNROLLED * 16, 16);

/** Fills the buffer with the next group of each block, and counts the second block's sure hits. */
export function generate(): void {
  // 1: the first block's first pair; 2 and 3: its second pair, in scalars; 4 and 5: the second block's.
  let a1 = v128.load(STATE, 0);
  let b1 = v128.load(STATE, 16);
  let c1 = v128.load(STATE, 32);
  let a2 = load<u64>(STATE, 48);
  let a3 = load<u64>(STATE, 56);
  let b2 = load<u64>(STATE, 64);
  let b3 = load<u64>(STATE, 72);
  let c2 = load<u64>(STATE, 80);
  let c3 = load<u64>(STATE, 88);
  let a4 = v128.load(STATE, 96);
  let b4 = v128.load(STATE, 112);
  let c4 = v128.load(STATE, 128);
  let a5 = v128.load(STATE, 144);
  let b5 = v128.load(STATE, 160);
  let c5 = v128.load(STATE, 176);
  let counter = load<u64>(COUNTER);
  let sureHits = 0;
  let lanes = i8x16.splat(0);
  let nearest = i8x16.splat(-1);
  for (let out = BUFFER; out < BUFFER_END; out += TURN_BYTES) {
    for (let i: usize = 0; i < UNROLLED; i++) {
      store<u64>(COUNTERS, counter + 2 * i, 16 * i);
      store<u64>(COUNTERS, counter + 2 * i + 1, 16 * i + 8);
    }
    for (let i: usize = 0; i < UNROLLED; i++) {
      const evenCounter = v128.load64_splat(COUNTERS, 16 * i);

      const even1 = output(a1, b1, evenCounter);
      a1 = nextA(b1);
      b1 = nextB(c1);
      c1 = nextC(c1, even1);
      v128.store(out, even1, 64 * i);

      const even2 = scalarOutput(a2, b2, counter + 2 * i);
      a2 = scalarNextA(b2);
      b2 = scalarNextB(c2);
      c2 = scalarNextC(c2, even2);
      store<u64>(out, even2, 64 * i + 16);

      const even3 = scalarOutput(a3, b3, counter + 2 * i);
      a3 = scalarNextA(b3);
      b3 = scalarNextB(c3);
      c3 = scalarNextC(c3, even3);
      store<u64>(out, even3, 64 * i + 24);

      const even4 = output(a4, b4, evenCounter);
      a4 = nextA(b4);
      b4 = nextB(c4);
      c4 = nextC(c4, even4);
      v128.store(out, even4, GROUP_BYTES + 64 * i);

      const even5 = output(a5, b5, evenCounter);
      a5 = nextA(b5);
      b5 = nextB(c5);
      c5 = nextC(c5, even5);
      v128.store(out, even5, GROUP_BYTES + 64 * i + 16);

      const oddCounter = v128.load64_splat(COUNTERS, 16 * i + 8);

      const odd1 = output(a1, b1, oddCounter);
      a1 = nextA(b1);
      b1 = nextB(c1);
      c1 = nextC(c1, odd1);
      v128.store(out, odd1, 64 * i + 32);

      const odd2 = scalarOutput(a2, b2, counter + 2 * i + 1);
      a2 = scalarNextA(b2);
      b2 = scalarNextB(c2);
      c2 = scalarNextC(c2, odd2);
      store<u64>(out, odd2, 64 * i + 48);

      const odd3 = scalarOutput(a3, b3, counter + 2 * i + 1);
      a3 = scalarNextA(b3);
      b3 = scalarNextB(c3);
      c3 = scalarNextC(c3, odd3);
      store<u64>(out, odd3, 64 * i + 56);

      const odd4 = output(a4, b4, oddCounter);
      a4 = nextA(b4);
      b4 = nextB(c4);
      c4 = nextC(c4, odd4);
      v128.store(out, odd4, GROUP_BYTES + 64 * i + 32);

      const odd5 = output(a5, b5, oddCounter);
      a5 = nextA(b5);
      b5 = nextB(c5);
      c5 = nextC(c5, odd5);
      v128.store(out, odd5, GROUP_BYTES + 64 * i + 48);

      const distance = narrowed(even4, even5, odd4, odd5);
      sureHits += signs(distance);
      lanes = addSigns(lanes, distance);
      nearest = i8x16.min_u(nearest, distance);
    }
    counter += 2 * UNROLLED;
  }
  v128.store(STATE, a1, 0);
  v128.store(STATE, b1, 16);
  v128.store(STATE, c1, 32);
  store<u64>(STATE, a2, 48);
  store<u64>(STATE, a3, 56);
  store<u64>(STATE, b2, 64);
  store<u64>(STATE, b3, 72);
  store<u64>(STATE, c2, 80);
  store<u64>(STATE, c3, 88);
  v128.store(STATE, a4, 96);
  v128.store(STATE, b4, 112);
  v128.store(STATE, c4, 128);
  v128.store(STATE, a5, 144);
  v128.store(STATE, b5, 160);
  v128.store(STATE, c5, 176);
  store<u64>(COUNTER, counter);
  store<i32>(SECOND_SURE_HITS, ARM64 ? sumOf(lanes) : sureHits);
  v128.store(SECOND_NEAREST, nearest);
}

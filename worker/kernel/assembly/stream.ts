/** Where a block of a stream starts, and its samples decided in full: see worker/src/pi/stream.ts. */
import { philox, setKey, WORDS } from './philox.ts';
import { nextA, nextB, nextC, output } from './sfc64.ts';

/** a, b, c of the first pair of generators, then of the second, then the counter of all (u64). */
export const STATE: usize = memory.data(104, 16);
export const COUNTER: usize = STATE + 96;

const PAIR_BYTES: usize = 48;
const WARM_UP_STEPS: u64 = 12;

let index: u32 = 0;
/** Number of the block's first sample in the stream. */
let firstSample: u64 = 0;

/** Seeds the generators of a block and throws their first outputs away. */
export function startBlock(seedLow: u32, seedHigh: u32, streamIndex: u32, block: u64): void {
  setKey(seedLow, seedHigh);
  index = streamIndex;
  firstSample = block << 20;
  for (let j: usize = 0; j < 6; j++) {
    philox(<u32>j, streamIndex, <u32>block, <u32>(block >> 32));
    v128.store(STATE + 16 * j, v128.load(WORDS));
  }
  for (let pair = STATE; pair < COUNTER; pair += PAIR_BYTES) warmUp(pair);
  store<u64>(COUNTER, 1 + WARM_UP_STEPS);
}

function warmUp(pair: usize): void {
  let a = v128.load(pair, 0);
  let b = v128.load(pair, 16);
  let c = v128.load(pair, 32);
  for (let counter: u64 = 1; counter <= WARM_UP_STEPS; counter++) {
    const out = output(a, b, i64x2.splat(counter));
    a = nextA(b);
    b = nextB(c);
    c = nextC(c, out);
  }
  v128.store(pair, a, 0);
  v128.store(pair, b, 16);
  v128.store(pair, c, 32);
}

/** How many samples of the block the generators have given. */
export function samplesDone(): i32 {
  return (<i32>(load<u64>(COUNTER) - 1 - WARM_UP_STEPS)) << 3;
}

/**
 * Whether a sample is a hit, by its coordinates in full.
 *
 * @param word its 32 bits of the generators' output
 * @param offset its number in the block
 */
export function isHit(word: u32, offset: i32): bool {
  const sample = firstSample + offset;
  philox(<u32>sample, index, <u32>(sample >> 32), 0x80000000);
  const low = load<u32>(WORDS);
  const x = ((<i64>(<i16>word)) << 16) | <i64>(low & 0xffff);
  const y = ((<i64>(<i16>(word >> 16))) << 16) | <i64>(low >> 16);
  return <u64>(x * x + y * y) <= (<u64>1) << 62;
}

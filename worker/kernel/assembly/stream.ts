/** Where blocks of a stream start, and samples decided in full: see worker/src/pi/stream.ts. */
import { philox, setKey, WORDS } from './philox.ts';
import { nextA, nextB, nextC, output } from './sfc64.ts';

/** So many blocks, which follow each other in the stream, are computed at once. */
export const BLOCKS: i32 = 2;
/** Of each block: a, b, c of the first pair of generators, then of the second. */
export const STATE: usize = memory.data(BLOCKS * 96, 16);
/** Of all generators: the counter of the next step, and of the first. */
export const COUNTER: usize = memory.data(8, 16);
export const FIRST_COUNTER: u64 = 13;

const PAIR_BYTES: usize = 48;
const STATE_END: usize = STATE + <usize>BLOCKS * 96;

let index: u32 = 0;
/** Number of the first block's first sample in the stream. */
let firstSample: u64 = 0;

/** Seeds the generators of a block and of the next, and throws their first outputs away. */
export function startBlocks(seedLow: u32, seedHigh: u32, streamIndex: u32, block: u64): void {
  setKey(seedLow, seedHigh);
  index = streamIndex;
  firstSample = block << 20;
  for (let pair = STATE, half: u32 = 0; pair < STATE_END; pair += PAIR_BYTES, half++) {
    const own = block + (half >> 1);
    for (let word: u32 = 0; word < 3; word++) {
      philox(3 * (half & 1) + word, streamIndex, <u32>own, <u32>(own >> 32));
      v128.store(pair + 16 * word, v128.load(WORDS));
    }
    warmUp(pair);
  }
  store<u64>(COUNTER, FIRST_COUNTER);
}

function warmUp(pair: usize): void {
  let a = v128.load(pair, 0);
  let b = v128.load(pair, 16);
  let c = v128.load(pair, 32);
  for (let counter: u64 = 1; counter < FIRST_COUNTER; counter++) {
    const out = output(a, b, i64x2.splat(counter));
    a = nextA(b);
    b = nextB(c);
    c = nextC(c, out);
  }
  v128.store(pair, a, 0);
  v128.store(pair, b, 16);
  v128.store(pair, c, 32);
}

/**
 * Whether a sample is a hit, by its coordinates in full.
 *
 * @param word its 32 bits of the generators' output
 * @param offset its number, counted from the start of the first block
 */
export function isHit(word: u32, offset: i32): bool {
  const sample = firstSample + offset;
  philox(<u32>sample, index, <u32>(sample >> 32), 0x80000000);
  const low = load<u32>(WORDS);
  const x = ((<i64>(<i16>word)) << 16) | <i64>(low & 0xffff);
  const y = ((<i64>(<i16>(word >> 16))) << 16) | <i64>(low >> 16);
  return <u64>(x * x + y * y) <= (<u64>1) << 62;
}

/**
 * Philox4x32-10: a counter-based generator, a pure function from a counter and a key to 128 bits.
 * Source: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC11.
 */

/** Four 32-bit words, least significant first. */
export type Words4 = readonly [number, number, number, number];

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
/** Added to the key after each round: the golden ratio and the square root of 3, minus 1. */
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;

/** Looked up once: a context such as jest's makes every look at a global expensive. */
const { imul } = Math;

/** The upper 32 bits of a 32 by 32 bit product, from 16-bit parts: a double holds only 53 bits. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + (middle >>> 16) + (carry >>> 16)) >>> 0;
}

/**
 * @param counter four words, each taken modulo 2^32
 * @param key0 low word of the key
 * @param key1 high word of the key
 * @returns four words, each 0..2^32-1
 */
export function philox4x32(counter: Words4, key0: number, key1: number): Words4 {
  let [x0, x1, x2, x3] = counter;
  let k0 = key0;
  let k1 = key1;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, x0);
    const high1 = multiplyHigh(MULTIPLIER_1, x2);
    const low0 = imul(MULTIPLIER_0, x0);
    const low1 = imul(MULTIPLIER_1, x2);
    x0 = high1 ^ x1 ^ k0;
    x1 = low1;
    x2 = high0 ^ x3 ^ k1;
    x3 = low0;
    k0 = (k0 + WEYL_0) | 0;
    k1 = (k1 + WEYL_1) | 0;
  }
  return [x0 >>> 0, x1 >>> 0, x2 >>> 0, x3 >>> 0];
}

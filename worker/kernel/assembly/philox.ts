/** Philox4x32-10 (Salmon et al., SC11), the same function as in worker/src/pi/philox.ts. */

/** Where the four words of the last call are. */
export const WORDS: usize = memory.data(16, 16);

let key0: u32 = 0;
let key1: u32 = 0;

export function setKey(low: u32, high: u32): void {
  key0 = low;
  key1 = high;
}

/** Leaves four random words of the key and this counter in WORDS. */
export function philox(c0: u32, c1: u32, c2: u32, c3: u32): void {
  let x0 = c0;
  let x1 = c1;
  let x2 = c2;
  let x3 = c3;
  let k0 = key0;
  let k1 = key1;
  for (let round = 0; round < 10; round++) {
    const product0 = <u64>0xd2511f53 * <u64>x0;
    const product1 = <u64>0xcd9e8d57 * <u64>x2;
    x0 = <u32>(product1 >> 32) ^ x1 ^ k0;
    x1 = <u32>product1;
    x2 = <u32>(product0 >> 32) ^ x3 ^ k1;
    x3 = <u32>product0;
    k0 += 0x9e3779b9;
    k1 += 0xbb67ae85;
  }
  store<u32>(WORDS, x0, 0);
  store<u32>(WORDS, x1, 4);
  store<u32>(WORDS, x2, 8);
  store<u32>(WORDS, x3, 12);
}

/** A step of sfc64 (see worker/src/pi/exact.ts): of two generators, a lane of 64 bits each, or of one. */

/** The bytes of each lane, rotated left by three. */
const ROTATED: usize = memory.data<u8>([5, 6, 7, 0, 1, 2, 3, 4, 13, 14, 15, 8, 9, 10, 11, 12], 16);

function rotate24(c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i8x16.relaxed_swizzle(c, v128.load(ROTATED));
  if (ARM64) return i8x16.swizzle(c, v128.load(ROTATED));
  return i8x16.swizzle(c, i8x16(5, 6, 7, 0, 1, 2, 3, 4, 13, 14, 15, 8, 9, 10, 11, 12));
}

export function output(a: v128, b: v128, counter: v128): v128 {
  return i64x2.add(i64x2.add(b, counter), a);
}

export function nextA(b: v128): v128 {
  return v128.xor(b, i64x2.shr_u(b, 11));
}

export function nextB(c: v128): v128 {
  return i64x2.add(c, i64x2.shl(c, 3));
}

export function nextC(c: v128, out: v128): v128 {
  return i64x2.add(rotate24(c), out);
}

export function scalarOutput(a: u64, b: u64, counter: u64): u64 {
  return a + b + counter;
}

export function scalarNextA(b: u64): u64 {
  return b ^ (b >> 11);
}

export function scalarNextB(c: u64): u64 {
  return c + (c << 3);
}

export function scalarNextC(c: u64, out: u64): u64 {
  return rotl<u64>(c, 24) + out;
}

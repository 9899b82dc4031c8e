/**
 * Samples by their 16-bit cells (see worker/src/pi/cell.ts). Here a cell's x² + y² loses its low 16
 * bits, so that eight samples fit a vector, and the unsure band is the four values around 2^14.
 */

const BAND_START: i16 = 16382;
/** Values in the band: a distance is unsure from 0 up to this, not included. */
export const BAND: i32 = 4;

const BAND_STARTS: usize = memory.data<i16>(
  [BAND_START, BAND_START, BAND_START, BAND_START, BAND_START, BAND_START, BAND_START, BAND_START],
  16,
);

/**
 * How far the eight samples of a step lie from the band: negative for sure hits, 0 to 3 within. The
 * cell farthest out, 2^31, wraps to a distance that is a sure miss, as it should be.
 *
 * V8 would make a vector constant anew at each use, so it is loaded.
 */
export function distances(first: v128, second: v128): v128 {
  const squares1 = i32x4.dot_i16x8_s(first, first);
  const squares2 = i32x4.dot_i16x8_s(second, second);
  const high = ARM64
    ? v128.shuffle<i16>(squares1, squares2, 1, 3, 5, 7, 9, 11, 13, 15)
    : v128.shuffle<i16>(i32x4.shr_u(squares1, 16), squares2, 0, 9, 2, 11, 4, 13, 6, 15);
  return i16x8.sub(high, v128.load(BAND_STARTS));
}

/** Which of a step's eight samples a lane of `distances` belongs to. */
export function positionOf(lane: i32): i32 {
  return ARM64 ? lane : (lane >> 1) + ((lane & 1) << 2);
}

/** Whether a cell is in the band. */
export function isUnsure(word: u32): bool {
  const x = <i32>(<i16>word);
  const y = <i32>(<i16>(word >> 16));
  return (<u32>(x * x + y * y) >> 16) - <u32>BAND_START < <u32>BAND;
}

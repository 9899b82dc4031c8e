/**
 * The shortcut of the 16-bit cells: nearly every point is decided by the cell it lies in.
 *
 * A cell's coordinates are x·2^16 + u with 0 <= u < 2^16. Its farthest corner is nearer than
 * (|x| + 1, |y| + 1), its nearest no nearer than (|x| - 1, |y| - 1), in cells. On the circle
 * |x| + |y| is at most √2·2^15, so x² + y² is off by no more than 2·√2·2^15 + 2 < 92,684.
 */

const RADIUS_SQUARED_CELLS = 2 ** 30;
const BAND = 92_684;
/** x² + y² of a cell up to here: every point of it is a hit. */
export const SURELY_HIT = RADIUS_SQUARED_CELLS - BAND;
/** x² + y² of a cell from here on: no point of it is a hit. */
export const SURELY_MISSED = RADIUS_SQUARED_CELLS + BAND;

/**
 * Whether a point is a hit, exactly: X² + Y² <= 2^62, in three digits of base 2^16.
 *
 * @param x the upper 16 bits of the coordinate X, signed
 * @param y those of Y
 * @param low the lower 16 bits of X, and those of Y above them
 */
export function isHit(x: number, y: number, low: number): boolean {
  const u = low & 0xffff;
  const v = low >>> 16;
  // Each term is an integer below 2^53, so every sum and comparison here is exact.
  const units = u * u + v * v;
  const middle = 2 * (x * u + y * v) + Math.floor(units / 2 ** 16);
  const top = x * x + y * y + Math.floor(middle / 2 ** 16);
  if (top !== RADIUS_SQUARED_CELLS) return top < RADIUS_SQUARED_CELLS;
  return middle % 2 ** 16 === 0 && units % 2 ** 16 === 0;
}

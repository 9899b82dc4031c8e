/** Counts sure hits, 16 samples at a time, and keeps the least distance to the unsure band. */
import { BAND, distances } from './cells.ts';

/**
 * The distances of two steps' samples, as bytes: saturation keeps the sign and the distances 0 to 3,
 * which is all that is asked of them.
 */
export function narrowed(first1: v128, second1: v128, first2: v128, second2: v128): v128 {
  return i8x16.narrow_i16x8_s(distances(first1, second1), distances(first2, second2));
}

/**
 * How many of 16 distances are sure hits. x86_64 has an instruction that takes their signs out of the
 * vector unit, which is busy, to the scalar one, which is not.
 */
export function signs(distance: v128): i32 {
  return ARM64 ? 0 : popcnt<i32>(i8x16.bitmask(distance));
}

/** arm64 has no such instruction and counts sure hits in byte lanes. */
export function addSigns(lanes: v128, distance: v128): v128 {
  return ARM64 ? i8x16.sub(lanes, i8x16.lt_s(distance, i8x16.splat(0))) : lanes;
}

export function sumOf(lanes: v128): i32 {
  const sums = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(lanes));
  return (
    i32x4.extract_lane(sums, 0) +
    i32x4.extract_lane(sums, 1) +
    i32x4.extract_lane(sums, 2) +
    i32x4.extract_lane(sums, 3)
  );
}

/** Which lanes of the least distances lie in the unsure band, a bit for each. */
export function unsureLanes(nearest: v128): i32 {
  return i8x16.bitmask(i8x16.lt_u(nearest, i8x16.splat(<i8>BAND)));
}

/** Whether there is such a lane. */
export function isUnsureAnywhere(nearest: v128): bool {
  return v128.any_true(i8x16.lt_u(nearest, i8x16.splat(<i8>BAND)));
}

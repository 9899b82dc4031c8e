/**
 * Holds `distances` to its promise, cell by cell: no part of the kernel, but a check of it that runs
 * over all 2^32 cells (test/worker/kernel/cells.slow.ts).
 */
import { BAND, distances, isUnsure, positionOf } from './cells.ts';

const WORDS: usize = memory.data(32, 16);
const NARROWED: usize = memory.data(16, 16);
const RADIUS_SQUARED: u64 = 1 << 62;

let unsure: u64 = 0;

/** How many cells the last calls found unsure. */
export function unsureCells(): u64 {
  return unsure;
}

/** The square of the greatest distance from 0 of a coordinate with these upper 16 bits. */
function farthest(upper: i32): u64 {
  const distance = upper >= 0 ? ((<u64>upper) << 16) + 0xffff : (<u64>-upper) << 16;
  return distance * distance;
}

/** The square of the least such distance. */
function nearest(upper: i32): u64 {
  const distance = upper >= 0 ? (<u64>upper) << 16 : ((<u64>-upper) << 16) - 0xffff;
  return distance * distance;
}

/** Whether a verdict is true of every point in its cell, and the slow path agrees on it. */
function isRight(distance: i32, x: i32, y: i32, word: u32): bool {
  const isSure = distance < 0 || distance >= BAND;
  if (isUnsure(word) === isSure) return false;
  if (!isSure) {
    unsure++;
    return true;
  }
  return distance < 0
    ? farthest(x) + farthest(y) <= RADIUS_SQUARED
    : nearest(x) + nearest(y) > RADIUS_SQUARED;
}

/** @returns how many cells of the rows `from` to `to`, not included, get a wrong verdict */
export function wrongCells(from: i32, to: i32): u32 {
  let wrong = 0;
  for (let y = from; y < to; y++) {
    for (let x = -32768; x < 32768; x += 8) {
      for (let i = 0; i < 8; i++) {
        store<u32>(WORDS + ((<usize>i) << 2), ((<u32>y) << 16) | (<u32>(x + i) & 0xffff));
      }
      const steps = distances(v128.load(WORDS, 0), v128.load(WORDS, 16));
      v128.store(NARROWED, i8x16.narrow_i16x8_s(steps, steps));
      for (let lane = 0; lane < 8; lane++) {
        const position = positionOf(lane);
        const word = load<u32>(WORDS + ((<usize>position) << 2));
        wrong += u32(!isRight(load<i8>(NARROWED + <usize>lane), x + position, y, word));
      }
    }
  }
  return wrong;
}

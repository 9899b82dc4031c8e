/** The two pictures of a run: how the pooled estimate settles, and how the children spread. */
import { type Counts, estimate, halfWidth, pool } from './statistics.ts';

export interface RunningPoint {
  /** How many children, the first in order of index, are in the estimate. */
  readonly children: number;
  readonly value: number;
  readonly halfWidth: number;
}

export interface Histogram {
  readonly from: number;
  readonly to: number;
  /** Children in each of the equal bins between `from` and `to`. */
  readonly counts: number[];
}

/**
 * At which numbers of children the running estimate is shown: the powers of two, where it changes
 * most, all of them, and the rest spread evenly up to the last.
 */
function milestones(size: number, maxPoints: number): number[] {
  if (size <= maxPoints) return Array.from({ length: size }, (_, i) => i + 1);
  const chosen = new Set([size]);
  for (let power = 1; power < size; power *= 2) chosen.add(power);
  const rest = maxPoints - chosen.size;
  for (let n = 1; n <= rest; n++) chosen.add(Math.round((n * size) / (rest + 1)));
  return [...chosen].sort((a, b) => a - b);
}

/**
 * @param children in order of index, at least one
 * @param maxPoints at least 16: room for the powers of two up to 10,000
 */
export function runningEstimate(children: readonly Counts[], maxPoints: number): RunningPoint[] {
  let total: Counts = { samples: 0n, hits: 0n };
  let done = 0;
  return milestones(children.length, maxPoints).map((count) => {
    total = pool([total, ...children.slice(done, count)]);
    done = count;
    return { children: count, value: estimate(total), halfWidth: halfWidth(total) };
  });
}

/**
 * The children's own estimates in √m equal bins.
 *
 * @param children at least one
 */
export function histogram(children: readonly Counts[], maxBins: number): Histogram {
  const values = children.map(estimate);
  const from = values.reduce((a, b) => Math.min(a, b));
  const to = values.reduce((a, b) => Math.max(a, b));
  const bins = from === to ? 1 : Math.min(maxBins, Math.ceil(Math.sqrt(values.length)));
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = from === to ? 0 : Math.floor((bins * (value - from)) / (to - from));
    const inside = Math.min(bin, bins - 1);
    counts[inside] = (counts[inside] ?? 0) + 1;
  }
  return { from, to, counts };
}

/** Series of a Summary, in the form that Mermaid's charts can show truly. Pure. */
import type { Summary } from '../../../../worker/src/summary.ts';

/** Points beyond this number fall on the same pixels. */
const MOST_POINTS = 100;

type Known = Summary['series']['running'][number];
type Histogram = Summary['series']['histogram'];

export interface Point {
  readonly children: number;
  readonly value: number;
  readonly halfWidth: number;
}

/**
 * Mermaid spaces the values of a line evenly over its axis, but a Summary tells of numbers of children
 * that are anything but even: what lies between two of them is drawn as the straight line it is.
 *
 * @param running in rising order of children
 * @param tooEarly the part of all children before which nothing is drawn, below 1
 * @returns evenly spaced points, the last one the last of `running`; none if there is nothing to draw
 */
export function evenly(running: readonly Known[], tooEarly: number): Point[] {
  const [first, last] = [running[0], running.at(-1)];
  if (first === undefined || last === undefined) return [];
  const from = Math.max(first.children, Math.ceil(last.children * tooEarly));
  const steps = Math.min(MOST_POINTS - 1, last.children - from);
  const points: Point[] = [];
  let at = 0;
  for (let i = 0; i <= steps; i++) {
    const children = from + ((last.children - from) * i) / Math.max(1, steps);
    while ((running[at + 1]?.children ?? Number.POSITIVE_INFINITY) <= children) at++;
    points.push(between(children, running[at] ?? first, running[at + 1] ?? last));
  }
  return points;
}

function between(children: number, before: Known, after: Known): Point {
  const gap = after.children - before.children;
  const part = gap > 0 ? (children - before.children) / gap : 0;
  const mix = (a: number, b: number) => a + (b - a) * part;
  return {
    children,
    value: mix(before.value, after.value),
    halfWidth: mix(before.halfWidth ?? 0, after.halfWidth ?? 0),
  };
}

export interface Bin {
  readonly middle: number;
  readonly count: number;
}

/** @returns at most so many equal bins; the last one may reach beyond the values, where there are none */
export function merged({ from, to, counts }: Histogram, most: number): Bin[] {
  const size = Math.ceil(counts.length / most);
  const width = ((to - from) / counts.length) * size;
  return Array.from({ length: Math.ceil(counts.length / size) }, (_, i) => ({
    middle: from + (i + 0.5) * width,
    count: counts.slice(i * size, (i + 1) * size).reduce((sum, count) => sum + count, 0),
  }));
}

/** The running estimate as text: how the interval closes in as the children add up. */

/** One point of a Summary's running series. */
export interface Point {
  readonly children: number;
  readonly value: number;
  readonly halfWidth?: number | undefined;
}

export interface Reference {
  readonly label: string;
  readonly value: number;
}

/** Columns of the drawing, where there is room. */
const MAX_WIDTH = 43;
const MIN_WIDTH = 11;
const MAX_ROWS = 7;

/**
 * The points worth showing: the ones nearest to 1, 4, 16, ... children, and the last.
 *
 * @param series in ascending order of children
 */
export function milestones(series: readonly Point[]): Point[] {
  const last = series.at(-1);
  if (!last) return [];
  const chosen = new Set<Point>();
  for (let target = 1; target < last.children; target *= 4) {
    const distance = (p: Point) => Math.abs(Math.log(p.children / target));
    chosen.add(series.reduce((best, p) => (distance(p) < distance(best) ? p : best)));
  }
  chosen.add(last);
  return [...chosen].slice(-MAX_ROWS);
}

/** Decimals at which two digits of the half-width are still seen. */
function decimals(halfWidth: number): number {
  return Math.min(12, Math.max(2, Math.ceil(-Math.log10(halfWidth)) + 1));
}

/**
 * Draws the points as lines of text, one a row, on a common scale around the reference (or, without
 * one, around the last value).
 *
 * @param columns that a line may take; it takes more when there are too few for any drawing
 * @returns the lines, the first naming the columns; none for a series without intervals
 */
export function drawConvergence(
  series: readonly Point[],
  columns: number,
  reference?: Reference,
): string[] {
  const points = milestones(series).filter((p) => (p.halfWidth ?? 0) > 0);
  const last = points.at(-1);
  if (!last?.halfWidth) return [];
  const centre = reference?.value ?? last.value;
  const reach = Math.max(...points.map((p) => Math.abs(p.value - centre) + (p.halfWidth ?? 0)));
  const digits = decimals(last.halfWidth);
  const header = ` children  estimate${' '.repeat(digits + 10)}`;
  const room = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, columns - header.length - 1));
  // An odd width has a column in its middle for the reference.
  const middle = Math.floor((room - 1) / 2);
  const width = 2 * middle + 1;
  const column = (value: number) => Math.round(middle + ((value - centre) / reach) * middle);

  const rows = points.map(({ children, value, halfWidth = 0 }) => {
    const cells = Array.from({ length: width }, () => ' ');
    cells.fill('─', column(value - halfWidth), column(value + halfWidth) + 1);
    if (reference) cells[middle] = cells[middle] === '─' ? '┼' : '│';
    cells[column(value)] = '●';
    const estimate = `${value.toFixed(digits)} ± ${halfWidth.toFixed(digits)}`;
    const label = `${String(children).padStart(9)}  ${estimate}`;
    return `${label.padEnd(header.length)} ${cells.join('').trimEnd()}`;
  });
  return [`${header} ${' '.repeat(middle)}${reference?.label ?? ''}`.trimEnd(), ...rows];
}

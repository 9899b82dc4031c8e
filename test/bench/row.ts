/** What a part of the benchmark reports, and how it looks. */
import { median, spread } from './statistics.ts';

export interface Row {
  /** The part that measured it, for example `kernel`. */
  readonly part: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Half the distance between the quartiles, as a part of the value, where it was repeated. */
  readonly spread?: number;
  /** What else belongs to it, for people. */
  readonly note?: string;
}

export interface Report {
  readonly rows: readonly Row[];
  /** By name, for example `kernelToPython`. */
  readonly ratios: Readonly<Record<string, number>>;
  /** Text under the table. */
  readonly lines: readonly string[];
}

/** A row of repeated measurements. */
export function measured(
  part: string,
  name: string,
  values: readonly number[],
  unit: string,
  note?: string,
): Row {
  const row = { part, name, value: median(values), unit, spread: spread(values) };
  return note === undefined ? row : { ...row, note };
}

/** Three significant digits, more where whole numbers need them. */
export function number(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toPrecision(3);
}

/** The rows as an aligned table. */
export function table(rows: readonly Row[]): string[] {
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows.map(({ name, value, unit, spread: around, note = '' }) => {
    const tolerance = around === undefined ? '' : `± ${(100 * around).toFixed(1)} %`;
    const cells = [name.padEnd(width), number(value).padStart(9), unit.padEnd(12)];
    return ` ${[...cells, tolerance.padEnd(9), note].join('  ')}`.trimEnd();
  });
}

const BAR_WIDTH = 48;

/** The rows as bars of logarithmic length: a factor of ten is as long everywhere. */
export function chart(rows: readonly Row[]): string[] {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const logs = rows.map(({ value }) => Math.log10(value));
  const from = Math.floor(Math.min(...logs)) - 0.2;
  const scale = BAR_WIDTH / (Math.max(...logs) - from);
  return rows.map(({ name, value }) => {
    const bar = '█'.repeat(Math.round((Math.log10(value) - from) * scale));
    return ` ${name.padEnd(width)}  ${bar} ${number(value)}`;
  });
}

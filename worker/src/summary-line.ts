/** A Summary as one line of JSON that is never longer than the log takes in one piece. */
import * as v from 'valibot';
import { EXIT, Fault } from './fault.ts';
import { spread } from './spread.ts';
import { SERIES_MAX_POINTS, SUMMARY_MAX_BYTES, Summary } from './summary.ts';
import { oneLine } from './text.ts';

/** The limits of one try at fitting. */
interface Room {
  /** Points of the running estimate. */
  readonly points: number;
  /** Whether the histogram's bins are kept. */
  readonly bins: boolean;
  readonly rows: number;
  readonly warnings: number;
  /** Longest text, in UTF-16 units. */
  readonly text: number;
  /** Entries each of `repeat` and `totals`. */
  readonly entries: number;
}

const ALL: Room = {
  points: SERIES_MAX_POINTS,
  bins: true,
  rows: 32,
  warnings: 16,
  text: 500,
  entries: Number.POSITIVE_INFINITY,
};

/**
 * What is given up, in this order, until the line fits: first what only makes a chart coarser, last
 * what a person would miss. The last always fits: its seven texts of at most 100 units take 600
 * bytes each at the worst.
 */
const ROOMS: readonly Room[] = [
  ALL,
  { ...ALL, points: 32 },
  { ...ALL, points: 16 },
  { ...ALL, points: 8 },
  { ...ALL, points: 8, bins: false },
  { points: 8, bins: false, rows: 16, warnings: 4, text: 200, entries: 16 },
  { points: 2, bins: false, rows: 4, warnings: 1, text: 100, entries: 4 },
  { points: 2, bins: false, rows: 0, warnings: 0, text: 100, entries: 0 },
];

/**
 * @returns the Summary as printed, and its line
 * @throws {Fault} when it is no Summary, which is a defect of the simulation
 */
export function summaryLine(summary: Summary): { summary: Summary; line: string } {
  for (const room of ROOMS) {
    const fitted = shorten(summary, room);
    const line = JSON.stringify(fitted);
    if (Buffer.byteLength(line) <= SUMMARY_MAX_BYTES) return { summary: check(fitted), line };
  }
  throw new Fault(`the Summary of ${summary.simulation} fits into no line`, EXIT.failed);
}

function shorten(summary: Summary, room: Room): Summary {
  const short = (text: string) => oneLine(text, room.text);
  const { running, histogram } = summary.series;
  return {
    ...summary,
    simulation: short(summary.simulation),
    arrayJobId: short(summary.arrayJobId),
    headline: short(summary.headline),
    quantity: short(summary.quantity),
    ...(summary.reference && {
      reference: { ...summary.reference, label: short(summary.reference.label) },
    }),
    children: { ...summary.children, missing: short(summary.children.missing) },
    repeat: first(summary.repeat, room.entries),
    totals: first(summary.totals, room.entries),
    rows: summary.rows
      .slice(0, room.rows)
      .map(({ label, value }) => ({ label: short(label), value: short(value) })),
    warnings: summary.warnings.slice(0, room.warnings).map(short),
    series: {
      running: spread(running, room.points),
      histogram: room.bins ? histogram : { ...histogram, counts: [] },
    },
  };
}

const first = (texts: Readonly<Record<string, string>>, entries: number) =>
  Object.fromEntries(Object.entries(texts).slice(0, entries));

function check(summary: Summary): Summary {
  const parsed = v.safeParse(Summary, summary);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Fault(
    `${summary.simulation} summarized its results into something that is no Summary: ${v.getDotPath(issue)}: ${issue.message}`,
    EXIT.failed,
  );
}

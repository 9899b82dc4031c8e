/**
 * The Summary: what `summarize` prints as one line of JSON and everything downstream renders. It
 * says nothing about Pi: whatever an array job computes, it arrives in this shape.
 */
import * as v from 'valibot';

/** The line is longer than this at no array size: CloudWatch Logs splits lines beyond 16 KiB. */
export const SUMMARY_MAX_BYTES = 16 * 1024;
/** At most this many points of the running estimate are kept. */
export const SERIES_MAX_POINTS = 64;

const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(500));

/** Half the width of a two-sided interval around a value, and the confidence it was made for. */
const Interval = v.object({
  halfWidth: v.pipe(finite, v.minValue(0)),
  confidence: v.pipe(finite, v.gtValue(0), v.ltValue(1)),
});

export const Summary = v.object({
  version: v.literal(1),
  /** The simulation's name, for example `pi`. */
  simulation: text,
  /** The run: the array job's id. */
  arrayJobId: text,
  /** The sentence that the summarize job prints last. */
  headline: text,
  /** What was estimated, for example `Pi`. */
  quantity: text,
  value: finite,
  /** Absent where the results cannot tell it. */
  interval: v.optional(Interval),
  /** The true value, where it is known. */
  reference: v.optional(v.object({ label: text, value: finite })),
  children: v.object({
    expected: count,
    received: count,
    /** Messages beyond the first of a child; one that SQS delivers again is still one. */
    duplicates: count,
    /** Messages that were not a result of this run; they were left in the queue. */
    malformed: count,
    /** Indices without a result as ranges, for example `3-5,9`; cut short with `…` when very many. */
    missing: text,
  }),
  /** The parameters that repeat this run to the last unit, by name. */
  repeat: v.record(v.string(), text),
  /** Exact integers as decimal text, by name: they may exceed what a JSON number holds. */
  totals: v.record(v.string(), v.pipe(v.string(), v.regex(/^-?\d{1,40}$/))),
  /** What else is worth reading, in order, already formatted for a person. */
  rows: v.pipe(v.array(v.object({ label: text, value: text })), v.maxLength(32)),
  /** Things that look wrong although the run succeeded. */
  warnings: v.pipe(v.array(text), v.maxLength(16)),
  series: v.object({
    /** The pooled estimate after the first `children` children in order of index. */
    running: v.pipe(
      v.array(v.object({ children: count, value: finite, halfWidth: v.optional(finite) })),
      v.maxLength(SERIES_MAX_POINTS),
    ),
    /** How the children's own estimates spread: equal bins from `from` to `to`. */
    histogram: v.object({
      from: finite,
      to: finite,
      counts: v.pipe(v.array(count), v.maxLength(64)),
    }),
  }),
  /** Seconds of computing, summed over the children that arrived. */
  computeSeconds: v.pipe(finite, v.minValue(0)),
});

export type Summary = v.InferOutput<typeof Summary>;

/**
 * Reads one log line as a Summary.
 *
 * @returns the Summary, or undefined when the line is anything else
 */
export function parseSummary(line: string): Summary | undefined {
  if (!line.startsWith('{') || Buffer.byteLength(line) > SUMMARY_MAX_BYTES) return undefined;
  try {
    const parsed = v.safeParse(Summary, JSON.parse(line));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

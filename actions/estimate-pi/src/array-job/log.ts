/** Finds the Summary in the log of a summarize job that has succeeded. Logs arrive late. */
import { parseSummary, type Summary } from '../../../../worker/src/summary.ts';
import { kindOf } from './fault.ts';
import type { Deps, Job } from './ports.ts';
import { persist } from './retry.ts';

/** How long after the job's end its log is waited for. */
const LATE_MS = 2 * 60_000;
const POLL_MS = 2_000;
const TELL_EVERY_MS = 60_000;
/** How long reading may fail. */
const PATIENCE_MS = 5 * 60_000;

export interface Found {
  readonly summary: Summary;
  /** The whole stream that it was in. */
  readonly lines: readonly string[];
}

/** @returns log streams of every attempt, the newest first */
export function streamsOf(job: Job): string[] {
  const streams = [job.logStream, ...job.attempts.map(({ logStream }) => logStream).reverse()];
  return [...new Set(streams.filter((stream) => stream !== undefined))];
}

/**
 * Polls until the newest attempt that holds a valid Summary of this run is found.
 *
 * @returns undefined when none has appeared in time
 * @throws the signal's reason, or a CallFault that lasts
 */
export async function readSummary(
  summarize: Job,
  arrayJobId: string,
  signal: AbortSignal,
  deps: Deps,
): Promise<Found | undefined> {
  const { clock, report } = deps;
  const deadline = clock.now() + LATE_MS;
  let tellAt = clock.now();
  for (;;) {
    for (const stream of streamsOf(summarize)) {
      const lines = await read(stream, signal, deps);
      const summary = lastSummary(lines, arrayJobId);
      if (summary !== undefined) return { summary, lines };
    }
    if (clock.now() >= deadline) return undefined;
    if (clock.now() >= tellAt) {
      report.line('The summarize job has succeeded; waiting for its log');
      tellAt = clock.now() + TELL_EVERY_MS;
    }
    await clock.sleep(POLL_MS, signal);
  }
}

/** The last line wins: a Summary of another run, or one that a program merely quotes, does not count. */
export function lastSummary(lines: readonly string[], arrayJobId: string): Summary | undefined {
  for (const line of lines.toReversed()) {
    const summary = parseSummary(line);
    if (summary?.arrayJobId === arrayJobId) return summary;
  }
  return undefined;
}

async function read(stream: string, signal: AbortSignal, deps: Deps): Promise<readonly string[]> {
  try {
    return await persist(() => deps.logs.tail(stream, signal), {
      ...deps,
      signal,
      patienceMs: PATIENCE_MS,
    });
  } catch (error) {
    if (kindOf(error) === 'missing') return [];
    throw error;
  }
}

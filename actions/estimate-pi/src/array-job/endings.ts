/** How followed jobs end, in words and with what is needed to understand it. */

import { parseSummary } from '../../../../worker/src/summary.ts';
import { thousands } from './amounts.ts';
import { causeOf, isSpotInterruption, ranges } from './cause.ts';
import type { Ending } from './ending.ts';
import { exampleOf, type Failures, failuresOf } from './failures.ts';
import { messageOf } from './fault.ts';
import type { End } from './follow.ts';
import { readSummary } from './log.ts';
import type { Deps } from './ports.ts';
import { remedyFor } from './remedy.ts';

export async function summaryOf(
  end: End,
  failures: Failures | undefined,
  signal: AbortSignal,
  deps: Deps,
): Promise<Ending> {
  const jobs = { array: end.array, summarize: end.summarize };
  const found = await readSummary(end.summarize, end.array.id, signal, deps);
  if (found === undefined) {
    return {
      ...jobs,
      kind: 'failed',
      cause: `The summarize job ${end.summarize.id} succeeded, but its log holds no Summary of this run`,
      remedy: `Read log stream ${end.summarize.logStream ?? '(none)'}. The image may be older than this action.`,
    };
  }
  // The Summary is data, and long; the step puts it out.
  const lines = found.lines.filter((line) => parseSummary(line) === undefined);
  deps.report.folded('Log of the summarize job', lines);
  const { summary } = found;
  const { received, expected } = summary.children;
  return {
    ...jobs,
    // A child may fail after it has sent its result.
    kind: received < expected ? 'partial' : 'succeeded',
    cause: summary.headline,
    summary,
    ...(failures === undefined ? {} : { failures }),
  };
}

export async function summarizeFailed(end: End, signal: AbortSignal, deps: Deps): Promise<Ending> {
  const { array, summarize } = end;
  const log = await exampleOf(summarize, signal, deps);
  deps.report.folded('Last log lines of the summarize job', log.lines);
  const why = [causeOf(summarize), log.says].filter((part) => part !== undefined);
  return {
    kind: 'failed',
    cause: `The summarize job failed: ${why.join(': ')}`,
    remedy: 'Run it again: the same seed gives the same results. Its log is in the job summary.',
    array,
    summarize,
    summarizeLog: log.lines,
  };
}

/** @returns a run without a Summary, because children failed */
export function childrenFailed(
  end: Pick<End, 'array' | 'summarize'>,
  size: number,
  failures: Failures | undefined,
): Ending {
  const jobs = { array: end.array, summarize: end.summarize };
  if (failures === undefined) {
    const cause = causeOf(end.array);
    const remedy = remedyFor(cause);
    return { ...jobs, kind: 'failed', cause: `The array job failed: ${cause}`, remedy };
  }
  return {
    ...jobs,
    kind: 'failed',
    cause: `${headline(size, failures)}; summarize was skipped`,
    remedy: remedyFor(failures.groups[0]?.cause ?? ''),
    failures,
  };
}

/** @returns for example `3 of 100 children failed (3-5): exit code 64 (bad input): error: ...` */
function headline(size: number, { total, groups }: Failures): string {
  const [first] = groups;
  const said = first?.examples.find(({ says }) => says !== undefined)?.says;
  const cause = [first?.cause ?? 'Batch gives no reason', said]
    .filter((part) => part !== undefined)
    .join(': ');
  if (size === 1) return `The job failed: ${cause}`;
  const which = ranges(first?.indices ?? [], 5);
  const failed = `${thousands(total)} of ${thousands(size)} children failed`;
  const why = groups.length > 1 ? ` for ${thousands(groups.length)} causes, most often` : '';
  return `${failed}${why} (${which}): ${cause}`;
}

/** @returns undefined when the children cannot be listed: that never hides the failure itself */
export async function failuresOrNone(
  end: End,
  signal: AbortSignal,
  deps: Deps,
): Promise<Failures | undefined> {
  if (end.array.array === undefined) {
    const examples = [await exampleOf(end.array, signal, deps)];
    return {
      total: 1,
      interrupted: isSpotInterruption(end.array) ? 1 : 0,
      groups: [{ cause: causeOf(end.array), indices: [0], examples }],
    };
  }
  try {
    return await failuresOf(end.array.id, signal, deps);
  } catch (error) {
    signal.throwIfAborted();
    deps.report.warning(`The failed children could not be listed: ${messageOf(error)}`);
    return undefined;
  }
}

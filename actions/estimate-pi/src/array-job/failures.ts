/** Why children failed: the causes first, alike ones together, bounded at any array size. */

import { causeOf, isSpotInterruption } from './cause.ts';
import { messageOf } from './fault.ts';
import type { Deps, Job, ListedJob } from './ports.ts';
import { persist } from './retry.ts';
import { oneLine } from './untrusted.ts';

const PATIENCE_MS = 60_000;
/** Details are fetched for so many groups, so many children of each, so many lines of each. */
const MOST_GROUPS = 5;
const MOST_EXAMPLES = 3;
const MOST_LINES = 12;
const LONGEST_LINE = 300;

/** One failed child in detail. */
export interface Example {
  readonly index: number;
  /** The end of every attempt, the first one first. */
  readonly attempts: readonly string[];
  /** Its last log lines, or that they cannot be read. */
  readonly lines: readonly string[];
  /** The last of them, when the program ended by itself: it then says why. */
  readonly says: string | undefined;
  /** Where its log is. */
  readonly logStream: string | undefined;
}

/** Children that failed for the same reason. */
export interface Group {
  /** For example `exit code 64 (bad input)`. */
  readonly cause: string;
  /** In rising order. */
  readonly indices: readonly number[];
  readonly examples: readonly Example[];
}

export interface Failures {
  /** The largest group first. */
  readonly groups: readonly Group[];
  readonly total: number;
  /** Those of them whose last attempt a Spot reclaim ended. */
  readonly interrupted: number;
}

/**
 * @returns the failed children of an array
 * @throws the signal's reason, or a CallFault that lasts when they cannot even be listed
 */
export async function failuresOf(
  arrayJobId: string,
  signal: AbortSignal,
  deps: Deps,
): Promise<Failures> {
  const children = await persist(
    async () => {
      const all: ListedJob[] = [];
      for await (const page of deps.batch.children(arrayJobId, 'FAILED', signal)) all.push(...page);
      return all;
    },
    { ...deps, signal, patienceMs: PATIENCE_MS },
  );
  const groups = group(children);
  const examples = await examplesOf(groups, arrayJobId, signal, deps);
  return {
    total: children.length,
    interrupted: children.filter(isSpotInterruption).length,
    groups: groups.map(({ cause, indices }) => ({
      cause,
      indices,
      examples: examples.filter(({ index }) => indices.includes(index)),
    })),
  };
}

function group(children: readonly ListedJob[]): Pick<Group, 'cause' | 'indices'>[] {
  const groups = new Map<string, number[]>();
  for (const child of children) {
    const cause = causeOf(child);
    const alike = groups.get(cause);
    if (alike === undefined) groups.set(cause, [child.index ?? 0]);
    else alike.push(child.index ?? 0);
  }
  return [...groups]
    .map(([cause, indices]) => ({ cause, indices: indices.sort((a, b) => a - b) }))
    .sort((a, b) => b.indices.length - a.indices.length);
}

/** A failure to read the details never hides the failure itself. */
async function examplesOf(
  groups: readonly Pick<Group, 'indices'>[],
  arrayJobId: string,
  signal: AbortSignal,
  deps: Deps,
): Promise<Example[]> {
  const indices = groups
    .slice(0, MOST_GROUPS)
    .flatMap(({ indices }) => indices.slice(0, MOST_EXAMPLES));
  try {
    const ids = indices.map((index) => `${arrayJobId}:${index}`);
    const jobs = await persist(() => deps.batch.describe(ids, signal), {
      ...deps,
      signal,
      patienceMs: PATIENCE_MS,
    });
    return await Promise.all(jobs.map((job) => exampleOf(job, signal, deps)));
  } catch (error) {
    signal.throwIfAborted();
    deps.report.warning(`The failed children could not be described: ${messageOf(error)}`);
    return [];
  }
}

/** @param job a child's, or a plain one's */
export async function exampleOf(job: Job, signal: AbortSignal, deps: Deps): Promise<Example> {
  const example = {
    index: Number(job.id.split(':')[1] ?? 0),
    attempts: job.attempts.map(causeOf),
    logStream: job.logStream,
  };
  if (job.logStream === undefined) return { ...example, lines: [], says: undefined };
  try {
    const all = await deps.logs.tail(job.logStream, signal);
    const lines = all.slice(-MOST_LINES).map((line) => oneLine(line, LONGEST_LINE));
    const says = endedItself(job) ? lines.findLast((line) => line !== '') : undefined;
    return { ...example, lines, says };
  } catch (error) {
    signal.throwIfAborted();
    const lines = [`(the log could not be read: ${messageOf(error)})`];
    return { ...example, lines, says: undefined };
  }
}

/** Beyond these codes a signal ended it, in the middle of something else. */
function endedItself({ exitCode }: Job): boolean {
  return exitCode !== undefined && exitCode < 128;
}

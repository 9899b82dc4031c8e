/** Why children failed: the causes first, alike ones together, bounded at any array size. */
import type { Deps, ListedJob } from './ports.ts';
import { persist } from './retry.ts';
import { oneLine } from './untrusted.ts';

const PATIENCE_MS = 60_000;

/** Children that failed for the same reason. */
export interface Group {
  /** For example `exit code 65, Essential container in task exited`. */
  readonly cause: string;
  readonly indices: readonly number[];
}

export interface Failures {
  readonly groups: readonly Group[];
  readonly total: number;
}

/**
 * @returns the failed children of an array, the largest group first
 * @throws the signal's reason, or a CallFault that lasts
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
  const groups = new Map<string, number[]>();
  for (const child of children) {
    const cause = causeOf(child);
    const alike = groups.get(cause);
    if (alike === undefined) groups.set(cause, [child.index ?? 0]);
    else alike.push(child.index ?? 0);
  }
  return {
    total: children.length,
    groups: [...groups]
      .map(([cause, indices]) => ({ cause, indices: indices.sort((a, b) => a - b) }))
      .sort((a, b) => b.indices.length - a.indices.length),
  };
}

/** Everything that Batch says of the end of a job, in one line. */
export function causeOf(job: Pick<ListedJob, 'exitCode' | 'reason' | 'statusReason'>): string {
  const parts = [
    job.exitCode === undefined ? undefined : `exit code ${job.exitCode}`,
    job.reason,
    job.statusReason,
  ];
  const said = [...new Set(parts.filter((part) => part !== undefined && part !== ''))];
  return said.length > 0 ? oneLine(said.join(', '), 300) : 'Batch gives no reason';
}

/**
 * @param indices in rising order
 * @param most ranges to write out
 * @returns for example `3-5,9`, cut short with `…`
 */
export function ranges(indices: readonly number[], most = 20): string {
  const spans: [number, number][] = [];
  for (const index of indices) {
    const last = spans.at(-1);
    if (last !== undefined && index === last[1] + 1) last[1] = index;
    else spans.push([index, index]);
  }
  const text = spans.slice(0, most).map(([a, b]) => (a === b ? `${a}` : `${a}-${b}`));
  return spans.length > most ? `${text.join(',')},…` : text.join(',');
}

/** Failed children in the step's log, the causes first. */
import { counted, thousands } from './amounts.ts';
import { ranges } from './cause.ts';
import type { Failures, Group } from './failures.ts';
import type { Reporter } from './ports.ts';

const MOST_GROUPS = 10;

/** One line a cause; the log lines of a few children of each are folded away. */
export function printDigest(failures: Failures, report: Reporter): void {
  for (const group of failures.groups.slice(0, MOST_GROUPS)) {
    report.line(`  ${title(group)}: ${group.cause}`);
    for (const { index, attempts, lines } of group.examples) {
      report.folded(`  Child ${index}, its attempts and last log lines`, [
        ...attemptLines(attempts),
        ...lines,
      ]);
    }
  }
  const left = failures.groups.length - MOST_GROUPS;
  if (left > 0) report.line(`  and ${counted(left, 'other cause', 'other causes')}`);
}

/** @returns for example `3 children (4-5,9)` or `child 7` */
export function title({ indices }: Pick<Group, 'indices'>): string {
  return indices.length === 1
    ? `child ${indices[0]}`
    : `${thousands(indices.length)} children (${ranges(indices, 10)})`;
}

/** @returns how each attempt ended, attempts in a row that ended alike on one line */
export function attemptLines(attempts: readonly string[]): string[] {
  const runs: { readonly end: string; readonly first: number; last: number }[] = [];
  for (const [i, end] of attempts.entries()) {
    const run = runs.at(-1);
    if (run?.end === end) run.last = i + 1;
    else runs.push({ end, first: i + 1, last: i + 1 });
  }
  return runs.map(({ end, first, last }) =>
    first === last ? `attempt ${first}: ${end}` : `attempts ${first}-${last}: ${end}`,
  );
}

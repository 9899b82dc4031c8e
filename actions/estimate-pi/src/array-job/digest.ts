/** Failed children in the step's log, the causes first. */
import { ranges } from './cause.ts';
import type { Failures, Group } from './failures.ts';
import type { Reporter } from './ports.ts';

const MOST_GROUPS = 10;

/** One line a cause; the log lines of a few children of each are folded away. */
export function printDigest(failures: Failures, report: Reporter): void {
  for (const group of failures.groups.slice(0, MOST_GROUPS)) {
    report.line(`  ${title(group)}: ${group.cause}`);
    for (const { index, attempts, lines } of group.examples) {
      const ends = attempts.map((end, i) => `attempt ${i + 1}: ${end}`);
      report.folded(`  Child ${index}, its attempts and last log lines`, [...ends, ...lines]);
    }
  }
  const left = failures.groups.length - MOST_GROUPS;
  if (left > 0) report.line(`  and ${left} other causes`);
}

/** @returns for example `3 children (4-5,9)` or `child 7` */
export function title({ indices }: Pick<Group, 'indices'>): string {
  return indices.length === 1
    ? `child ${indices[0]}`
    : `${indices.length} children (${ranges(indices, 10)})`;
}

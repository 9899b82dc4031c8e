/** The end of a job in words. Pure. */
import type { Attempt, ListedJob } from './ports.ts';
import { oneLine } from './untrusted.ts';

/** What exit codes mean: the worker's contract, and what shells and kernels have always meant. */
const EXIT_CODES: Readonly<Record<number, string>> = {
  64: 'bad input',
  65: 'a result that contradicts another',
  75: 'a passing fault',
  137: 'killed, most often for want of memory',
  143: 'stopped by SIGTERM',
};
/** What Batch says of every container that ends, whatever the cause. */
const NOISE = /^Essential container in task exited\.?$/;
/** Ids that differ from child to child although the cause is the same. */
const IDS =
  /\bi-[0-9a-f]{8,17}\b|\b[0-9a-f]{32}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

type End = Pick<ListedJob, 'exitCode' | 'reason' | 'statusReason'>;

/** @returns one line, the same for the same cause */
export function causeOf({ exitCode, reason, statusReason }: End): string {
  const meaning = exitCode === undefined ? undefined : EXIT_CODES[exitCode];
  const code =
    meaning === undefined ? `exit code ${exitCode}` : `exit code ${exitCode} (${meaning})`;
  const parts = [exitCode === undefined ? undefined : code, reason, statusReason];
  const said = parts.filter((part) => part !== undefined && part !== '' && !NOISE.test(part));
  if (said.length === 0) return statusReason || 'Batch gives no reason';
  return oneLine([...new Set(said)].join(', ').replace(IDS, '…'), 300);
}

/** Source: AWS Batch User Guide, Retry job attempts: a reclaimed Spot instance says `Host EC2...`. */
export function isSpotInterruption({ statusReason }: Pick<Attempt, 'statusReason'>): boolean {
  return statusReason?.startsWith('Host EC2') === true;
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

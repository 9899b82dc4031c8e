/** One line of progress from what Batch says of both jobs. Pure. */
import { type Counts, type Job, type JobStatus, STATUSES } from './ports.ts';

const BAR_WIDTH = 20;

/** How far an array job is. */
export interface View {
  readonly size: number;
  readonly counts: Counts;
  readonly array: JobStatus | undefined;
  readonly summarize: JobStatus | undefined;
}

/** A plain job is its own only child. A parent that has succeeded may still report old counts. */
export function viewOf(size: number, array: Job | undefined, summarize: Job | undefined): View {
  let counts: Counts = array?.array?.counts ?? {};
  if (array?.status === 'SUCCEEDED') counts = { SUCCEEDED: size };
  else if (array !== undefined && array.array === undefined) counts = { [array.status]: 1 };
  return {
    size: array?.array?.size ?? size,
    counts,
    array: array?.status,
    summarize: summarize?.status,
  };
}

export const ended = ({ counts }: View): number => (counts.SUCCEEDED ?? 0) + (counts.FAILED ?? 0);

/** @returns for example `1:05` or `2:00:09` */
export function duration(ms: number): string {
  const total = Math.max(0, Math.round(ms / 1000));
  const [h, m, s] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** Full only when nothing is left. */
export function bar(done: number, size: number): string {
  const full = Math.floor((done / size) * BAR_WIDTH);
  return '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
}

/**
 * @param done children that have ended, of `size`
 * @param ranMs since the first child was seen to run
 * @returns milliseconds until the last one ends at this pace; undefined while there is no pace to tell
 */
export function remaining(done: number, size: number, ranMs: number): number | undefined {
  if (done === 0 || done >= size || ranMs <= 0) return undefined;
  return (ranMs / done) * (size - done);
}

/**
 * @param view how far the run is
 * @param elapsedMs since the run was submitted
 * @param leftMs until the last child ends, if that can be told
 */
export function progressLine(view: View, elapsedMs: number, leftMs?: number): string {
  const { size, array } = view;
  const done = view.counts.SUCCEEDED ?? 0;
  const width = String(size).length;
  const parts = [
    duration(elapsedMs).padStart(6),
    bar(done, size),
    `${String(done).padStart(width)}/${size}`,
    array === 'SUCCEEDED' || array === 'FAILED' ? afterwards(view) : rest(view),
  ];
  if (leftMs !== undefined) parts.push(`about ${duration(leftMs)} left`);
  return parts.join('  ');
}

/** What the children that have not succeeded are doing, the furthest first. */
function rest({ counts, array }: View): string {
  const others = [...STATUSES]
    .reverse()
    .filter((status) => status !== 'SUCCEEDED' && (counts[status] ?? 0) > 0)
    .map((status) => `${counts[status]} ${status.toLowerCase()}`);
  if (others.length > 0) return others.join(', ');
  return array === undefined ? 'submitted, not visible yet' : array.toLowerCase();
}

function afterwards({ array, counts, size, summarize }: View): string {
  if (array === 'FAILED')
    return `the array job failed, ${counts.FAILED ?? 'some'} of ${size} children`;
  return `all children succeeded, summarize ${(summarize ?? 'SUBMITTED').toLowerCase()}`;
}

/** The job behind an array job: gathers its results into one Summary. Knows nothing of what they are. */
import { collect } from './collect.ts';
import { compose } from './compose.ts';
import { MissingFault, QueueGoneFault } from './fault.ts';
import { Gather } from './gather.ts';
import type { Log } from './log.ts';
import type { Order } from './order.ts';
import type { ArrayJobs, ArrayState, ResultsQueue, Sleep } from './outside.ts';
import { report } from './report.ts';
import type { Simulation } from './simulation.ts';
import { summaryLine } from './summary-line.ts';
import { counted } from './text.ts';

/** What is to be summarized, and how. */
export interface Run extends Order {
  readonly arrayJobId: string;
  /** This job's own attempt, from 1. */
  readonly attempt: number;
}

/** What `summarize` uses of the world outside. */
export interface SummarizeContext {
  readonly log: Log;
  /** Aborted on SIGTERM. */
  readonly signal: AbortSignal;
  readonly sleep: Sleep;
  readonly jobs: Pick<ArrayJobs, 'describe'>;
  readonly queue: ResultsQueue;
}

/** Refused messages that are told of one by one. */
const REFUSED_TOLD = 10;
/** How often, and how often at the most, an ended array's queue is looked for. */
const LOOK_EVERY_MS = 2_000;
const LOOKS = 5;

/**
 * Prints a short table, the Summary as one line of JSON and, as the last line, its headline; then
 * deletes the queue.
 *
 * @throws {MissingFault} when children are missing and that is not let pass
 * @throws {ContradictionFault} when results contradict each other
 */
export async function summarize<Parameters, Result>(
  simulation: Simulation<Parameters, Result>,
  run: Run,
  context: SummarizeContext,
): Promise<void> {
  const { log, signal, sleep, queue, jobs } = context;
  const ask = (until: AbortSignal) => jobs.describe(run.arrayJobId, until);
  const state = await ask(signal);
  const nothingLeft = () =>
    log.line(
      `array job ${run.arrayJobId} has ended and its queue ${queue.name} is gone: an earlier attempt of this job printed the Summary and deleted it, so nothing is left to do`,
    );
  if (!(await queueIsThere(run, state, context))) return nothingLeft();
  const whose = { arrayJobId: run.arrayJobId, size: state.size };
  const { name, result } = simulation;
  const gather = new Gather<Result>({ ...whose, simulation: name, result });
  const refused = (line: string) => {
    if (gather.refused <= REFUSED_TOLD) log.line(`left out: ${line}`);
    if (gather.refused === REFUSED_TOLD) log.line('further ones are counted, not shown');
  };
  const deadlineMs = run.deadlineSeconds * 1_000;
  let ended: boolean;
  try {
    ended = await collect({ gather, queue, state, ask, refused, deadlineMs, sleep, signal });
  } catch (error) {
    // SQS may show a queue for a minute after an earlier attempt has deleted it.
    if (error instanceof QueueGoneFault && finishedBefore(run, state)) return nothingLeft();
    throw error;
  }
  insist(gather, state.size, ended, run);
  const { summary, line } = summaryLine(compose(simulation, gather, whose));
  for (const each of report(summary)) log.line(each);
  log.line(line);
  log.last(summary.headline);
  // The result is out, and nothing may be printed after it: a queue that cannot be deleted now is
  // left to the daily sweep rather than let a finished run fail.
  await queue.delete(signal).catch(() => {});
}

/**
 * Whether a queue that is gone means that an earlier attempt of this job has finished: it alone
 * deletes the queue of an array that has ended, and only after it has printed.
 */
const finishedBefore = ({ attempt }: Run, { settled, succeeded }: ArrayState): boolean =>
  attempt > 1 && settled && succeeded > 0;

/**
 * Waits for the queue.
 *
 * @returns false when an earlier attempt of this job has finished
 * @throws {MissingFault} when there is no queue and none will come
 */
async function queueIsThere(
  run: Run,
  first: ArrayState,
  { queue, jobs, sleep, signal }: SummarizeContext,
): Promise<boolean> {
  const { arrayJobId, deadlineSeconds } = run;
  let state = first;
  for (let look = 1; !(await queue.exists(signal)); look++) {
    if (state.settled && state.succeeded === 0) {
      throw new MissingFault(`no child of array job ${arrayJobId} succeeded: look at their logs`);
    }
    if (finishedBefore(run, state)) return false;
    if (state.settled && look >= LOOKS) {
      throw new MissingFault(
        `array job ${arrayJobId} has ended but its queue ${queue.name} is gone: another job has summarized it already, or the run was cancelled`,
      );
    }
    if (look * LOOK_EVERY_MS >= deadlineSeconds * 1_000) {
      throw new MissingFault(
        `no child of array job ${arrayJobId} sent a result within ${deadlineSeconds} s: submit this job so that it depends on the array job`,
      );
    }
    await sleep(LOOK_EVERY_MS, signal);
    state = await jobs.describe(arrayJobId, signal);
  }
  return true;
}

function insist<Result>(gather: Gather<Result>, size: number, ended: boolean, run: Run): void {
  const { received, refused } = gather;
  if (received > 0 && (gather.complete || run.allowPartial)) return;
  const others =
    refused === 0 ? '' : `; ${counted(refused, 'message')} left out: no results of this run`;
  throw new MissingFault(
    `${size - received} of ${size} children of array job ${run.arrayJobId} sent no result: ${gather.missing(500)}${others}${remedy(received, ended)}`,
  );
}

function remedy(received: number, ended: boolean): string {
  if (!ended) return '; the array job has not ended: submit this job so that it depends on it';
  if (received === 0) return '';
  return '; --allow-partial true (parameter allowPartial) does without them';
}

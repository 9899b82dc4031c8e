/** The job behind an array job: gathers its results into one Summary. Knows nothing of what they are. */
import { collect } from './collect.ts';
import { MissingFault } from './fault.ts';
import { Gather } from './gather.ts';
import type { Log } from './log.ts';
import type { Order } from './order.ts';
import type { ArrayJobs, ArrayState, ResultsQueue, Sleep } from './outside.ts';
import { report } from './report.ts';
import type { Simulation } from './simulation.ts';
import type { Summary } from './summary.ts';
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
  if (!(await queueIsThere(run, state, context))) {
    log.line(
      `array job ${run.arrayJobId} has ended and its queue ${queue.name} is gone: an earlier attempt of this job printed the Summary and deleted it, so nothing is left to do`,
    );
    return;
  }
  const gather = new Gather<Result>({
    simulation: simulation.name,
    arrayJobId: run.arrayJobId,
    size: state.size,
    result: simulation.result,
  });
  const refused = (line: string) => {
    if (gather.refused <= REFUSED_TOLD) log.line(`left out: ${line}`);
    if (gather.refused === REFUSED_TOLD) log.line('further ones are counted, not shown');
  };
  const deadlineMs = run.deadlineSeconds * 1_000;
  await collect({ gather, queue, state, ask, refused, deadlineMs, sleep, signal });
  insist(gather, state, run);
  const { summary, line } = summaryLine(compose(simulation, gather, state, run));
  for (const each of report(summary)) log.line(each);
  log.line(line);
  log.last(summary.headline);
  // The result is out, and nothing may be printed after it: a queue that cannot be deleted now is
  // left to the daily sweep rather than let a finished run fail.
  await queue.delete(signal).catch(() => {});
}

/**
 * Waits for the queue.
 *
 * @returns false when an earlier attempt of this job has finished: it alone deletes a queue whose
 * children succeeded, and only after it has printed
 * @throws {MissingFault} when there is no queue and none will come
 */
async function queueIsThere(
  { arrayJobId, attempt, deadlineSeconds }: Run,
  first: ArrayState,
  { queue, jobs, sleep, signal }: SummarizeContext,
): Promise<boolean> {
  let state = first;
  for (let look = 1; !(await queue.exists(signal)); look++) {
    if (state.settled && state.succeeded === 0) {
      throw new MissingFault(`no child of array job ${arrayJobId} succeeded: look at their logs`);
    }
    if (state.settled && attempt > 1) return false;
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

function insist<Result>(gather: Gather<Result>, { size }: ArrayState, run: Run): void {
  const { received, refused } = gather;
  if (received > 0 && (gather.complete || run.allowPartial)) return;
  const others =
    refused === 0 ? '' : `; ${counted(refused, 'message')} left out: no results of this run`;
  const remedy =
    received === 0 ? '' : '; --allow-partial true (parameter allowPartial) does without them';
  throw new MissingFault(
    `${size - received} of ${size} children of array job ${run.arrayJobId} sent no result: ${gather.missing(500)}${others}${remedy}`,
  );
}

function compose<Parameters, Result>(
  simulation: Simulation<Parameters, Result>,
  gather: Gather<Result>,
  { size }: ArrayState,
  { arrayJobId }: Run,
): Summary {
  const results = gather.results();
  const findings = simulation.summarize(results);
  const missing = gather.missing(500);
  const warnings = [
    ...(missing === '' ? [] : [`no result of ${size - gather.received} children: ${missing}`]),
    ...(gather.refused === 0
      ? []
      : [`${counted(gather.refused, 'message')} left out: no results of this run`]),
  ];
  return {
    version: 1,
    simulation: simulation.name,
    arrayJobId,
    ...findings,
    children: {
      expected: size,
      received: gather.received,
      duplicates: gather.duplicates,
      malformed: gather.refused,
      missing,
    },
    warnings: [...warnings, ...findings.warnings],
    // To the millisecond, as each child gave it.
    computeSeconds: Math.round(results.reduce((sum, { seconds }) => sum + seconds, 0) * 1e3) / 1e3,
  };
}

/** From two submitted jobs to the Summary, or to the reason why there is none. */
import { parseSummary } from '../../../../worker/src/summary.ts';
import { causeOf } from './cause.ts';
import { title } from './digest.ts';
import type { Ending } from './ending.ts';
import { exampleOf, type Failures, failuresOf } from './failures.ts';
import { Stop } from './fault.ts';
import { type End, type Followed, follow } from './follow.ts';
import type { Ledger } from './ledger.ts';
import { readSummary } from './log.ts';
import type { Plan } from './plan.ts';
import type { Deps, Job } from './ports.ts';
import { strayHunt } from './strays.ts';
import { summarizeSubmission } from './submission.ts';
import { submitOnce } from './submit.ts';
import { Watch } from './watch.ts';

export interface Submitted {
  readonly arrayJobId: string;
  readonly summarizeJobId: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Told what Batch says of both jobs, after each poll. */
  readonly seen: (jobs: readonly Job[]) => void;
}

/** @throws the signal's reason, a CallFault that lasts, or Explained */
export async function gather(
  run: Submitted,
  plan: Plan,
  ledger: Ledger,
  signal: AbortSignal,
  deps: Deps,
): Promise<Ending> {
  const watch = new Watch({ ...run, jobQueue: plan.stack.jobQueue, stuckMs: plan.stuckMs }, deps);
  const hunt = strayHunt(ledger, deps);
  const eachPoll: Followed['eachPoll'] = async (view, jobs) => {
    run.seen(jobs);
    await hunt();
    await watch.look(view, jobs, signal);
  };
  try {
    const followed = { ...run, pollMs: plan.pollMs, eachPoll };
    return await toTheEnd(followed, plan, ledger, signal, deps);
  } catch (error) {
    if (!(error instanceof Stop) || watch.diagnosis === undefined) throw error;
    const { cause, remedy } = watch.diagnosis;
    throw new Stop(error.why, `${error.message}. ${cause}`, remedy);
  }
}

async function toTheEnd(
  followed: Followed,
  plan: Plan,
  ledger: Ledger,
  signal: AbortSignal,
  deps: Deps,
): Promise<Ending> {
  const { size } = followed;
  const end = await follow(followed, signal, deps);
  if (end.verdict === 'succeeded') return summaryOf(end, undefined, signal, deps);
  if (end.verdict === 'summarize-failed') return summarizeFailed(end);
  const failures = await failuresOrNone(end, signal, deps);
  const left = size - (failures?.total ?? size);
  if (plan.onChildFailure === 'fail' || left <= 0) return childrenFailed(end, size, failures);
  deps.report.line(`${failures?.total} of ${size} children failed; summarizing the other ${left}`);
  const summarizeJobId = await submitOnce(
    summarizeSubmission(plan, ledger.entry.names.partial, followed.arrayJobId, 'partial'),
    ledger,
    signal,
    deps,
  );
  ledger.note({ summarizeJobId });
  const second = await follow({ ...followed, summarizeJobId, arrayIsOver: true }, signal, deps);
  return second.verdict === 'succeeded'
    ? summaryOf(second, failures, signal, deps)
    : summarizeFailed(second);
}

async function summaryOf(
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
  return failures === undefined
    ? { ...jobs, kind: 'succeeded', cause: summary.headline, summary }
    : { ...jobs, kind: 'partial', cause: summary.headline, summary, failures };
}

function summarizeFailed(end: End): Ending {
  return {
    kind: 'failed',
    cause: `The summarize job failed: ${causeOf(end.summarize)}`,
    remedy: `Read log stream ${end.summarize.logStream ?? '(none: it never ran)'}.`,
    array: end.array,
    summarize: end.summarize,
  };
}

function childrenFailed(end: End, size: number, failures: Failures | undefined): Ending {
  const jobs = { array: end.array, summarize: end.summarize };
  const [first] = failures?.groups ?? [];
  if (failures === undefined || first === undefined) {
    return { ...jobs, kind: 'failed', cause: `The array job failed: ${causeOf(end.array)}` };
  }
  const which = size === 1 ? 'The job' : `${failures.total} of ${size} children`;
  const where = size === 1 ? '' : ` (${title(first)})`;
  const others =
    failures.groups.length > 1 ? `, and ${failures.groups.length - 1} more causes` : '';
  return {
    ...jobs,
    kind: 'failed',
    cause: `${which} failed: ${first.cause}${where}${others}; summarize was skipped`,
    remedy: 'Their last log lines are in the job summary and in the log of this step.',
    failures,
  };
}

/** A failure to read the details never hides the failure itself. */
async function failuresOrNone(
  end: End,
  signal: AbortSignal,
  deps: Deps,
): Promise<Failures | undefined> {
  if (end.array.array === undefined) {
    const examples = [await exampleOf(end.array, signal, deps)];
    return {
      total: 1,
      interrupted: 0,
      groups: [{ cause: causeOf(end.array), indices: [0], examples }],
    };
  }
  try {
    return await failuresOf(end.array.id, signal, deps);
  } catch (error) {
    signal.throwIfAborted();
    deps.report.warning(`The failed children could not be listed: ${String(error)}`);
    return undefined;
  }
}

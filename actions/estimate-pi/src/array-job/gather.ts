/** From two submitted jobs to the Summary, or to the reason why there is none. */
import { thousands } from './amounts.ts';
import type { Ending } from './ending.ts';
import { childrenFailed, failuresOrNone, summarizeFailed, summaryOf } from './endings.ts';
import { Stop } from './fault.ts';
import { type Followed, follow } from './follow.ts';
import type { Ledger } from './ledger.ts';
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
  /** Whether the array has failed and the summarize job is of what it left. */
  readonly arrayIsOver: boolean;
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
  const watch = new Watch({ jobQueue: plan.stack.jobQueue, stuckMs: plan.stuckMs }, deps);
  const hunt = strayHunt(ledger, deps);
  const eachPoll: Followed['eachPoll'] = async (view, jobs) => {
    await hunt();
    await watch.look(view, jobs, signal);
  };
  try {
    const followed = { ...run, pollMs: plan.pollMs, eachPoll };
    return await toTheEnd(followed, plan, ledger, signal, deps);
  } catch (error) {
    if (!(error instanceof Stop) || watch.diagnosis === undefined) throw error;
    const { cause, remedy } = watch.diagnosis;
    throw new Stop(error.kind, `${error.message}: ${cause}`, remedy);
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
  if (end.verdict === 'summarize-failed') return summarizeFailed(end, signal, deps);
  const failures =
    end.array.status === 'FAILED' ? await failuresOrNone(end, signal, deps) : undefined;
  if (end.verdict === 'succeeded') return summaryOf(end, failures, signal, deps);
  if (plan.onChildFailure === 'fail' || (failures?.total ?? 0) >= size) {
    return childrenFailed(end, size, failures);
  }
  deps.report.line(
    failures === undefined
      ? 'Children failed; summarizing the others'
      : `${thousands(failures.total)} of ${thousands(size)} children failed; summarizing the other ${thousands(size - failures.total)}`,
  );
  const summarizeJobId = await submitOnce(
    summarizeSubmission(plan, ledger.entry.names.partial, followed.arrayJobId, 'partial'),
    'summarizeJobId',
    ledger,
    signal,
    deps,
  );
  const second = await follow({ ...followed, summarizeJobId, arrayIsOver: true }, signal, deps);
  if (second.verdict === 'succeeded') return summaryOf(second, failures, signal, deps);
  const failed = await summarizeFailed(second, signal, deps);
  return failures === undefined ? failed : { ...failed, failures };
}

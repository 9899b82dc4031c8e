/** Follows an array job and the job that summarizes it, at the same cost whatever the array's size. */
import { Explained } from './fault.ts';
import type { Deps, Job } from './ports.ts';
import { type View, viewOf } from './progress.ts';
import { Progress } from './progress-log.ts';
import { persist } from './retry.ts';

/** How long a job may stay invisible after its submission. */
const UNSEEN_MS = 3 * 60_000;
/** How long polls may fail before the run is given up. */
const PATIENCE_MS = 10 * 60_000;

export interface Followed {
  readonly arrayJobId: string;
  readonly summarizeJobId: string;
  readonly size: number;
  readonly pollMs: number;
  /** When the run began, for the elapsed time. */
  readonly since: number;
  /** Whether the array has ended already, so that only the summarize job decides. */
  readonly arrayIsOver?: boolean;
  /** Told what Batch says, after each poll. */
  readonly seen?: (jobs: readonly Job[]) => void;
  /** Called after each poll that does not end it: other things to look after while waiting. */
  readonly eachPoll?: (view: View, jobs: readonly Job[]) => Promise<void>;
}

/** How it ended: which of the two jobs decided it, and what Batch says of both. */
export interface End {
  readonly verdict: 'succeeded' | 'array-failed' | 'summarize-failed';
  readonly array: Job;
  readonly summarize: Job;
}

/**
 * @returns as soon as the end is certain; the summarize job of a failed array may not have noticed yet
 * @throws the signal's reason, a CallFault that lasts, or Explained
 */
export async function follow(run: Followed, signal: AbortSignal, deps: Deps): Promise<End> {
  const { batch, clock, random, report } = deps;
  const progress = new Progress(run.since, report);
  const started = clock.now();
  const ids = [run.arrayJobId, run.summarizeJobId];
  // The first in line is where Batch says why nothing starts.
  if (run.size > 1) ids.push(`${run.arrayJobId}:0`);
  for (;;) {
    const jobs = await persist(() => batch.describe(ids, signal), {
      ...deps,
      signal,
      patienceMs: PATIENCE_MS,
    });
    run.seen?.(jobs);
    const array = jobs.find(({ id }) => id === run.arrayJobId);
    const summarize = jobs.find(({ id }) => id === run.summarizeJobId);
    const view = viewOf(run.size, array, summarize);
    progress.show(view, clock.now());
    if (array !== undefined && summarize !== undefined) {
      const verdict = judge(array, summarize, run.arrayIsOver);
      if (verdict !== undefined) return { verdict, array, summarize };
    } else if (clock.now() - started > UNSEEN_MS) {
      throw unseen(array === undefined ? run.arrayJobId : run.summarizeJobId);
    }
    await run.eachPoll?.(view, jobs);
    await clock.sleep(run.pollMs * (0.9 + 0.2 * random()), signal);
  }
}

/** @returns undefined while it is still open how the run ends */
export function judge(array: Job, summarize: Job, arrayIsOver = false): End['verdict'] | undefined {
  if (summarize.status === 'SUCCEEDED') return 'succeeded';
  if (array.status === 'FAILED' && !arrayIsOver) return 'array-failed';
  return summarize.status === 'FAILED' ? 'summarize-failed' : undefined;
}

function unseen(id: string): Explained {
  return new Explained(
    `Batch does not know job ${id}, ${UNSEEN_MS / 60_000} minutes after it was first asked for`,
    'Check the job ids and the region. Batch forgets a job about 7 days after its end.',
  );
}

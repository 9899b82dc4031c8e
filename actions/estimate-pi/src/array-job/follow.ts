/** Follows an array job and the job that summarizes it, at the same cost whatever the array's size. */
import type { Clock } from '../clock.ts';
import { Explained } from './fault.ts';
import type { Deps, Job } from './ports.ts';
import { type View, viewOf } from './progress.ts';
import { Progress } from './progress-log.ts';
import { persist } from './retry.ts';

/** How long a job may be missing from Batch's answers, at first or in between. */
const UNSEEN_MS = 3 * 60_000;
/** What Batch says of a job whose dependency failed. */
const SKIPPED = /^dependent job failed/i;
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
  const progress = new Progress(run.since, deps.report);
  const over = new AbortController();
  const beating = heartbeat(progress, deps.clock, over.signal);
  try {
    return await poll(run, progress, signal, deps);
  } finally {
    over.abort();
    await beating;
  }
}

async function poll(
  run: Followed,
  progress: Progress,
  signal: AbortSignal,
  deps: Deps,
): Promise<End> {
  const { batch, clock, random } = deps;
  const ids = [run.arrayJobId, run.summarizeJobId];
  // The first in line is where Batch says why nothing starts.
  if (run.size > 1) ids.push(`${run.arrayJobId}:0`);
  const known = new Known([run.arrayJobId, run.summarizeJobId]);
  for (;;) {
    const answer = await persist(() => batch.describe(ids, signal), {
      ...deps,
      signal,
      patienceMs: PATIENCE_MS,
    });
    const jobs = known.take(answer, clock.now());
    run.seen?.(jobs);
    const [array, summarize] = [known.get(run.arrayJobId), known.get(run.summarizeJobId)];
    const view = viewOf(run.size, array, summarize);
    progress.show(view, clock.now());
    if (array !== undefined && summarize !== undefined) {
      const verdict = judge(array, summarize, run.arrayIsOver);
      if (verdict !== undefined) return { verdict, array, summarize };
    }
    await run.eachPoll?.(view, jobs);
    await clock.sleep(run.pollMs * (0.9 + 0.2 * random()), signal);
  }
}

/** Says where things stand when nothing was said for a minute, however long a poll or its pause takes. */
async function heartbeat(progress: Progress, clock: Clock, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await clock.sleep(progress.quietFor(clock.now()), over).catch(() => {});
    if (!over.aborted) progress.again(clock.now());
  }
}

/** @returns undefined while it is still open how the run ends */
export function judge(array: Job, summarize: Job, arrayIsOver = false): End['verdict'] | undefined {
  if (summarize.status === 'SUCCEEDED') return 'succeeded';
  if (array.status === 'FAILED' && !arrayIsOver) return 'array-failed';
  if (summarize.status !== 'FAILED') return undefined;
  // It knows of the array's end before the array's own description does.
  if (array.status !== 'SUCCEEDED' && !arrayIsOver && SKIPPED.test(summarize.statusReason ?? '')) {
    return undefined;
  }
  return 'summarize-failed';
}

/** What one answer leaves out is as the last one had it. */
class Known {
  readonly #wanted: readonly string[];
  readonly #jobs = new Map<string, Job>();
  #missingSince: number | undefined;

  /** @param wanted ids that no answer should leave out for long */
  constructor(wanted: readonly string[]) {
    this.#wanted = wanted;
  }

  get(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  /**
   * @returns all that is known
   * @throws {Explained} when a job has been missing for too long
   */
  take(answer: readonly Job[], now: number): readonly Job[] {
    for (const job of answer) this.#jobs.set(job.id, job);
    const missing = this.#wanted.find((id) => !answer.some((job) => job.id === id));
    if (missing === undefined) this.#missingSince = undefined;
    else this.#missingSince ??= now;
    if (missing !== undefined && now - (this.#missingSince ?? now) > UNSEEN_MS) {
      throw new Explained(
        `Batch does not know job ${missing}, and has not for ${UNSEEN_MS / 60_000} minutes`,
        'Check the job ids and the region. Batch forgets a job about 7 days after its end.',
      );
    }
    return [...this.#jobs.values()];
  }
}

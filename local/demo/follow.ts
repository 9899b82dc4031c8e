/** Follows a run by asking Batch, and shows each stage as it is reached. */
import type { Jobs, Reclaim } from './batch.ts';
import type { Display } from './display.ts';
import { ended, Stages } from './stages.ts';

/** What following needs of the world; the demo passes the local AWS, a test its own. */
export interface Source {
  /** Undefined until both are there. */
  jobs(): Promise<Jobs | undefined>;
  /** The children whose host was reclaimed so far. */
  reclaims(jobs: Jobs): Promise<readonly Reclaim[]>;
}

const POLL_MS = 100;

/**
 * Shows the run until both jobs have ended or `signal` is aborted.
 *
 * @param expected how many children are going to be reclaimed
 * @param sleep resolves after that many milliseconds
 */
export async function follow(
  source: Source,
  display: Display,
  expected: number,
  sleep: (ms: number) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const stages = new Stages(display);
  for await (const jobs of polls(source, sleep, signal)) {
    stages.submitted(jobs);
    if (stages.retried < expected) {
      const reclaimed = await source.reclaims(jobs);
      // One line for all of them, as soon as the last has happened.
      if (reclaimed.length === expected || ended(jobs.array)) stages.reclaimed(reclaimed);
    }
    if (stages.over(jobs)) return;
  }
}

/** Both jobs, again and again. */
async function* polls(
  source: Source,
  sleep: (ms: number) => Promise<void>,
  signal: AbortSignal,
): AsyncGenerator<Jobs> {
  for (; !signal.aborted; await sleep(POLL_MS)) {
    const jobs = await source.jobs();
    if (jobs) yield jobs;
  }
}

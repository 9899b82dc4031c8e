/** Takes up a run that already goes on. */
import { Explained } from './fault.ts';
import type { Plan } from './plan.ts';
import type { Deps } from './ports.ts';
import { persist } from './retry.ts';

/** How long Batch may fail to answer. */
const PATIENCE_MS = 5 * 60_000;

/**
 * Looks before anything is noted, so that an id that was mistyped ends nobody's job.
 *
 * @returns the number of children, 1 for a plain job
 * @throws {Explained} when a job is not known to Batch
 */
export async function attachTo(
  ids: NonNullable<Plan['attach']>,
  signal: AbortSignal,
  deps: Deps,
): Promise<number> {
  const wanted = [ids.arrayJobId, ids.summarizeJobId].filter((id) => id !== undefined);
  const jobs = await persist(() => deps.batch.describe(wanted, signal), {
    ...deps,
    signal,
    patienceMs: PATIENCE_MS,
  });
  const unknown = wanted.find((wantedId) => !jobs.some(({ id }) => id === wantedId));
  if (unknown !== undefined) {
    throw new Explained(
      `Batch does not know job ${unknown}`,
      'Check array-job-id, summarize-job-id and the region. Batch forgets a job about 7 days after its end.',
    );
  }
  return jobs.find(({ id }) => id === ids.arrayJobId)?.array?.size ?? 1;
}

/** Takes up a run that already goes on. */
import { Explained } from './fault.ts';
import type { Plan, Stack } from './plan.ts';
import type { Deps, Job } from './ports.ts';
import { persist } from './retry.ts';

/** How long Batch may fail to answer. */
const PATIENCE_MS = 5 * 60_000;

export interface Attached {
  /** Children, 1 for a plain job. */
  readonly size: number;
  /** Whether the array has failed and the summarize job is of what it left. */
  readonly arrayIsOver: boolean;
}

/**
 * Looks before anything is noted, so that an id that was mistyped or put in the wrong place ends nobody's job.
 *
 * @throws {Explained} when a job is not known to Batch, or not what it is given as
 */
export async function attachTo(
  ids: NonNullable<Plan['attach']>,
  stack: Stack,
  signal: AbortSignal,
  deps: Deps,
): Promise<Attached> {
  const wanted = [ids.arrayJobId, ids.summarizeJobId].filter((id) => id !== undefined);
  const jobs = await persist(() => deps.batch.describe(wanted, signal), {
    ...deps,
    signal,
    patienceMs: PATIENCE_MS,
  });
  const find = (wantedId: string): Job => {
    const job = jobs.find(({ id }) => id === wantedId);
    if (job !== undefined) return job;
    throw new Explained(
      `Batch does not know job ${wantedId}`,
      'Check array-job-id, summarize-job-id and the region. Batch forgets a job about 7 days after its end.',
    );
  };
  const array = find(ids.arrayJobId);
  const summarize = ids.summarizeJobId === undefined ? undefined : find(ids.summarizeJobId);
  insist('array-job-id', array, stack.arrayDefinition, stack);
  if (summarize !== undefined) {
    insist('summarize-job-id', summarize, stack.summarizeDefinition, stack);
    insistOnPair(summarize, array);
  }
  return {
    size: array.array?.size ?? 1,
    arrayIsOver: array.status === 'FAILED' && summarize?.parameters['allowPartial'] === 'true',
  };
}

/** Revisions may differ: the stack may have been deployed again since. */
const family = (definition: string) => definition.split('/').at(-1)?.split(':')[0];

function insist(input: string, { id, definition }: Job, wanted: string, { name }: Stack): void {
  if (family(definition) === family(wanted)) return;
  throw new Explained(
    `Input ${input}: job ${id} is made from ${family(definition)}, not from ${family(wanted)} of the stack "${name}"`,
    'Check array-job-id, summarize-job-id and stack-name.',
  );
}

/** A job submitted by hand may say `auto`. */
function insistOnPair(summarize: Job, array: Job): void {
  const { arrayJob = 'auto' } = summarize.parameters;
  if (arrayJob === 'auto' || arrayJob === array.id) return;
  throw new Explained(
    `Input summarize-job-id: job ${summarize.id} summarizes array job ${arrayJob}, not ${array.id}`,
    'Give the two ids of one run.',
  );
}

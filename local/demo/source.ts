/** Asks the local AWS how the run goes, as any client would. */
import { BatchClient } from '@aws-sdk/client-batch';
import { type Definitions, describe, findJobs, reclaims } from './batch.ts';
import type { Source } from './follow.ts';

/**
 * @param victims the children whose hosts are to be reclaimed
 * @param arraySize children of the array job; 1 is a plain job
 */
export function batchSource(
  stack: Definitions,
  victims: readonly number[],
  arraySize: number,
): Source {
  const batch = new BatchClient();
  let ids: Awaited<ReturnType<typeof findJobs>>;
  return {
    async jobs() {
      ids ??= await findJobs(batch, stack);
      return ids && (await describe(batch, ids));
    },
    reclaims: ({ array }) => reclaims(batch, array.jobId ?? '', victims, arraySize),
  };
}

/** Plays Spot reclaims: takes the host away from chosen children in their first attempt. */
import type { JobRunner, RunnableJob } from '../aws/index.ts';

/** Long enough for the child to be RUNNING, too short for it to be done: Node alone starts slower. */
const AFTER_MS = 25;

/** `count` of `arraySize` indices, spread evenly, so that early and late children are among them. */
export function victims(count: number, arraySize: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * arraySize) / count));
}

/** A plain job is child 0; the summarize job is no child. */
function indexOf({ command, environment }: RunnableJob): number | undefined {
  if (command[0] !== 'calculate') return undefined;
  return Number(environment['AWS_BATCH_JOB_ARRAY_INDEX'] ?? 0);
}

/**
 * @param indices the children that lose their host once
 * @param reclaim takes it away; the local AWS's
 * @returns a runner that runs everything as `runner` does
 */
export function interrupting(
  runner: JobRunner,
  indices: readonly number[],
  reclaim: (jobId: string) => void,
): JobRunner {
  const chosen = new Set(indices);
  return {
    start(job) {
      const index = indexOf(job);
      if (job.attempt === 1 && index !== undefined && chosen.has(index)) {
        setTimeout(() => reclaim(job.jobId), AFTER_MS);
      }
      return runner.start(job);
    },
  };
}

/** What the children of an array job took, once it has ended: for the page, at a bounded cost. */
import { isSpotInterruption } from './cause.ts';
import type { Deps, Job, JobStatus, ListedJob } from './ports.ts';
import { persist } from './retry.ts';

const PATIENCE_MS = 20_000;
/** Attempts are counted only where that takes few calls: DescribeJobs takes 100 ids. */
const MOST_DESCRIBED = 1_000;
const DESCRIBE_AT_ONCE = 100;

export interface Census {
  /** Milliseconds since 1970. */
  readonly firstStartedAt: number | undefined;
  readonly lastStoppedAt: number | undefined;
  /** Seconds in which a child ran, summed; of an array that is too large, each child's last attempt only. */
  readonly runSeconds: number;
  /** Of each child. */
  readonly vcpus: number;
  /** Children with more than one attempt, and attempts that Spot reclaims ended; unknown for a large array. */
  readonly retried: number | undefined;
  readonly interrupted: number | undefined;
}

/** @throws the signal's reason, or a CallFault that lasts */
export async function takeCensus(array: Job, signal: AbortSignal, deps: Deps): Promise<Census> {
  const ask = <T>(call: () => Promise<T>) =>
    persist(call, { ...deps, signal, patienceMs: PATIENCE_MS });
  if (array.array === undefined) return count([array], [array], array.vcpus);
  const listed = async (status: JobStatus) => {
    const all: ListedJob[] = [];
    for await (const page of deps.batch.children(array.id, status, signal)) all.push(...page);
    return all;
  };
  const children = [
    ...(await ask(() => listed('SUCCEEDED'))),
    ...(await ask(() => listed('FAILED'))),
  ];
  if (children.length > MOST_DESCRIBED) return count(children, undefined, array.vcpus);
  const described: Job[] = [];
  for (let from = 0; from < children.length; from += DESCRIBE_AT_ONCE) {
    const ids = children.slice(from, from + DESCRIBE_AT_ONCE).map(({ id }) => id);
    described.push(...(await ask(() => deps.batch.describe(ids, signal))));
  }
  return count(children, described, array.vcpus);
}

type Times = { readonly startedAt: number | undefined; readonly stoppedAt: number | undefined };

function count(
  children: readonly Times[],
  described: readonly Job[] | undefined,
  vcpus: number | undefined,
): Census {
  const attempts = described?.flatMap((job) => job.attempts);
  const runs: readonly Times[] = attempts ?? children;
  return {
    firstStartedAt: least(runs.map(({ startedAt }) => startedAt)),
    lastStoppedAt: most(runs.map(({ stoppedAt }) => stoppedAt)),
    runSeconds: runs.reduce((sum, run) => sum + seconds(run), 0),
    vcpus: vcpus ?? 1,
    retried: described?.filter((job) => job.attempts.length > 1).length,
    interrupted: attempts?.filter(isSpotInterruption).length,
  };
}

function seconds({ startedAt, stoppedAt }: Times): number {
  return startedAt === undefined || stoppedAt === undefined ? 0 : (stoppedAt - startedAt) / 1000;
}

/** Not Math.min(...all): an array may have more children than a call takes arguments. */
function least(all: readonly (number | undefined)[]): number | undefined {
  return all.reduce((a, b) => (a === undefined || (b !== undefined && b < a) ? b : a), undefined);
}

function most(all: readonly (number | undefined)[]): number | undefined {
  return all.reduce((a, b) => (a === undefined || (b !== undefined && b > a) ? b : a), undefined);
}

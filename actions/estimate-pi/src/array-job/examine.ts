/** Collects the facts about a run that does not move. What it may not read it does without, and says so. */
import type { Facts } from './facts.ts';
import { CallFault, messageOf } from './fault.ts';
import type { Deps } from './ports.ts';
import { persist } from './retry.ts';

/** Facts that may be wanted at once must not take long to come. */
const PATIENCE_MS = 10_000;

export interface Examined {
  readonly jobQueue: string;
  /** Of this run. */
  readonly jobIds: readonly string[];
  readonly statusReasons: readonly string[];
}

/** @throws only the signal's reason */
export async function examine(run: Examined, signal: AbortSignal, deps: Deps): Promise<Facts> {
  const { batch, inspect } = deps;
  const unread: string[] = [];
  const ask = async <T>(call: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await persist(call, { ...deps, signal, patienceMs: PATIENCE_MS });
    } catch (error) {
      signal.throwIfAborted();
      unread.push(error instanceof CallFault ? error.call : messageOf(error));
      return undefined;
    }
  };
  const [queue, front] = await Promise.all([
    ask(() => inspect.queue(run.jobQueue, signal)),
    ask(() => inspect.front(run.jobQueue, signal)),
  ]);
  const arns = queue?.environments ?? [];
  const environments =
    arns.length > 0 ? await ask(() => inspect.environments(arns, signal)) : undefined;
  const ids = environments?.flatMap(({ subnets }) => subnets) ?? [];
  const subnets = ids.length > 0 ? await ask(() => inspect.subnets(ids, signal)) : undefined;
  const ahead = front === undefined ? undefined : before(front, run);
  // Batch gives its reason to the head of the line alone, which need not be the first child.
  const head = front?.[ahead ?? 0];
  const heads = head === undefined ? undefined : await ask(() => batch.describe([head], signal));
  const said = heads?.flatMap(({ statusReason }) => statusReason || []) ?? [];
  return {
    statusReasons: [...new Set([...run.statusReasons, ...said])],
    unread: [...new Set(unread)].sort(),
    ...(queue === undefined ? {} : { queue }),
    ...(environments === undefined ? {} : { environments }),
    ...(subnets === undefined ? {} : { subnets }),
    ...(ahead === undefined ? {} : { ahead }),
  };
}

/** @returns how many jobs of others come before the first of this run, all in sight if it is not */
function before(front: readonly string[], { jobIds }: Examined): number {
  const own = front.findIndex((id) => jobIds.includes(id.split(':')[0] ?? id));
  return own === -1 ? front.length : own;
}

/** The world around an array job, with a clock that jumps instead of waiting. */
import { setImmediate } from 'node:timers/promises';
import { Ledger } from '../../../../actions/estimate-pi/src/array-job/ledger.ts';
import { jobNames } from '../../../../actions/estimate-pi/src/array-job/names.ts';
import type { Stack } from '../../../../actions/estimate-pi/src/array-job/plan.ts';
import type {
  BatchPort,
  Deps,
  Job,
  ListedJob,
} from '../../../../actions/estimate-pi/src/array-job/ports.ts';
import type { Clock } from '../../../../actions/estimate-pi/src/clock.ts';

/** Time passes only while everybody sleeps, and then at once to when the first one wakes. */
export class JumpingClock implements Clock {
  #now = 1_000_000;
  readonly #pending = new Set<{ readonly due: number }>();
  readonly slept: number[] = [];

  now(): number {
    return this.#now;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const sleeper = { due: this.#now + ms };
    this.#pending.add(sleeper);
    try {
      do {
        signal?.throwIfAborted();
        await setImmediate();
        signal?.throwIfAborted();
      } while ([...this.#pending].some(({ due }) => due < sleeper.due));
    } finally {
      this.#pending.delete(sleeper);
    }
    this.slept.push(ms);
    this.#now = Math.max(this.#now, sleeper.due);
  }
}

export interface World extends Deps {
  readonly clock: JumpingClock;
  readonly lines: string[];
}

const unexpected = (call: string) => () => Promise.reject(new Error(`${call} was not expected`));

/** @param parts what this test expects to be called; everything else rejects */
export function world(parts: {
  readonly batch?: Partial<BatchPort>;
  readonly logs?: Deps['logs'];
  readonly queues?: Deps['queues'];
  readonly inspect?: Partial<Deps['inspect']>;
}): World {
  const lines: string[] = [];
  return {
    clock: new JumpingClock(),
    lines,
    random: () => 0.5,
    report: {
      line: (text) => lines.push(text),
      folded: (title, folded) => lines.push(`${title}: ${folded.length} lines`),
      warning: (text) => lines.push(`warning: ${text}`),
    },
    logs: parts.logs ?? { tail: unexpected('logs.tail') },
    queues: parts.queues ?? { remove: unexpected('queues.remove') },
    inspect: {
      queue: unexpected('inspect.queue'),
      environments: unexpected('inspect.environments'),
      front: unexpected('inspect.front'),
      subnets: unexpected('inspect.subnets'),
      imageExists: unexpected('inspect.imageExists'),
      ...parts.inspect,
    },
    batch: {
      submit: unexpected('batch.submit'),
      describe: unexpected('batch.describe'),
      named: unexpected('batch.named'),
      children: async function* () {},
      terminate: unexpected('batch.terminate'),
      ...parts.batch,
    },
  };
}

export const STACK: Stack = {
  name: 'Stack',
  jobQueue: 'Q',
  arrayDefinition: 'arn:aws:batch:x:1:job-definition/Array:5',
  summarizeDefinition: 'arn:aws:batch:x:1:job-definition/Summarize:5',
  resultsQueuePrefix: 'P',
  logGroup: 'L',
  image: undefined,
};

export const NAMES = jobNames('sum', '17-1', 'abc');

export function ledger(change: Parameters<Ledger['note']>[0] = {}): Ledger {
  const entry = {
    names: NAMES,
    jobQueue: 'Q',
    resultsQueuePrefix: 'P',
    uncertain: [],
    over: [],
    well: false,
  } as const;
  return new Ledger({ ...entry, phase: 'going', ...change }, () => {});
}

export function job(id: string, status: Job['status'], rest: Partial<Job> = {}): Job {
  return {
    id,
    name: id,
    definition: '',
    parameters: {},
    status,
    statusReason: undefined,
    createdAt: undefined,
    startedAt: undefined,
    stoppedAt: undefined,
    attempts: [],
    logStream: undefined,
    exitCode: undefined,
    reason: undefined,
    vcpus: undefined,
    array: undefined,
    ...rest,
  };
}

export function listed(id: string, rest: Partial<ListedJob> = {}): ListedJob {
  const { createdAt, attempts, logStream, vcpus, array, definition, parameters, ...plain } = job(
    id,
    'FAILED',
  );
  return { ...plain, index: undefined, ...rest };
}

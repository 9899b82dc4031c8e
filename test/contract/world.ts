/** One AWS that the contract is held against, and what every behaviour needs of it. */
import type { BatchClient } from '@aws-sdk/client-batch';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { SQSClient } from '@aws-sdk/client-sqs';

export type WorldName = 'local' | 'moto' | 'aws';

/** Milliseconds of the machine. */
export interface Pace {
  /** Between two looks at a job. */
  readonly pollMs: number;
  /** Nothing takes a job longer from its submission to its end. */
  readonly patienceMs: number;
  /** What has not happened so long after its cause never will. */
  readonly settleMs: number;
  /** Until what was done is seen by every call; 0 where it is seen at once. */
  readonly lagMs: number;
}

export interface World {
  readonly name: WorldName;
  /** What it is, and what its jobs run in. */
  readonly where: string;
  readonly batch: BatchClient;
  readonly sqs: SQSClient;
  readonly logs: CloudWatchLogsClient;
  readonly cloudFormation: CloudFormationClient;
  /** Name of the stack made from cloudformation/pi.yaml, and its NamePrefix; its jobs run the probe. */
  readonly stack: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** The template as this AWS takes it. */
  readonly template: string;
  /** The stack's parameter Image. */
  readonly image: string;
  /** How much faster than the machine's its time runs. */
  readonly timeScale: number;
  readonly pace: Pace;
  /** Behaviours checked side by side. */
  readonly atOnce: number;
  /** The command with which a job runs these words of the probe. */
  command(words: readonly string[]): string[];
  close(): Promise<void>;
}

export interface Behaviour {
  readonly area: 'Batch' | 'Logs' | 'SQS' | 'CloudFormation';
  /** What AWS does, in one sentence. */
  readonly says: string;
  /**
   * What moto does instead, and how the check fails there: it must go on failing just so. Without
   * `fails` moto is not asked, because its answer would harm this machine.
   */
  readonly moto?: { readonly says: string; readonly fails?: string };
  /** @throws {Error} saying what is otherwise */
  check(world: World): Promise<void>;
}

/** Waits for so many of AWS's seconds. */
export function seconds(world: World, count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, (count * 1000) / world.timeScale));
}

/** Measures AWS's seconds from now on; a busy machine makes it more, never less. */
export function stopwatch(world: World): () => number {
  const started = performance.now();
  return () => ((performance.now() - started) / 1000) * world.timeScale;
}

/** Begins every name, so that whoever cleans up finds all of them. */
export const PREFIX = process.env['CONTRACT_PREFIX'] ?? `contract-${process.pid}`;
let names = 0;

/** A name that no other behaviour uses. */
export function freshName(): string {
  names += 1;
  return `${PREFIX}-${names}`;
}

/** Makes a check again while it fails, for as long as this AWS may take to see what was done. */
export async function eventually<T>(
  { pace }: World,
  check: () => Promise<T>,
  withinMs = pace.lagMs,
): Promise<T> {
  const { pollMs } = pace;
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() >= deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** @throws {Error} `<what>: <actual> instead of <expected>` unless they are alike as JSON */
export function same(actual: unknown, expected: unknown, what: string): void {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (found !== wanted) throw new Error(`${what}: ${found} instead of ${wanted}`);
}

/** @throws {Error} unless the call is refused with an error of this name */
export async function refused(call: Promise<unknown>, name: string): Promise<Error> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    same(error.name, name, 'the error');
    return error;
  }
  throw new Error('the call was not refused');
}

/** What the AWS on this machine is told, and what it gives. */
import type { ClockSetting } from './clock.ts';
import type { Health } from './health.ts';
import type { Intercept } from './http/reply.ts';
import type { JobRunner } from './runner/runner.ts';

export interface LocalAwsOptions {
  /** How a job runs. */
  readonly runner: JobRunner;
  /** How many vCPUs run at once, at most what the compute environment allows; a vCPU is a core. */
  readonly vcpus: number;
  /** All durations of AWS are divided by it, and timestamps run as much faster; 1 by default. */
  readonly timeScale?: number;
  /** From when on time is scaled, in milliseconds since 1970; by default from the start. */
  readonly epochMs?: number;
  /** `local-1` by default. */
  readonly region?: string;
  /** From STARTING to RUNNING in milliseconds before scaling; 0 by default. */
  readonly startDelayMs?: number;
  /** Gets one file of output for each container's name. */
  readonly logDirectory?: string;
  /** Comes between every call and its handler. */
  readonly intercept?: Intercept;
  /** What is wrong with it from the start. */
  readonly health?: Health;
}

export interface LocalAws {
  /** `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  readonly region: string;
  /** What a client process needs to find this AWS and no other. */
  readonly environment: Readonly<Record<string, string>>;
  /** How its clock runs; a client on a scaled clock of its own takes the same. */
  readonly clock: ClockSetting;
  /** Every call that came so far, with its count: `batch:SubmitJob`. */
  readonly calls: ReadonlyMap<string, number>;
  /** Those of them that nobody handles. */
  readonly unhandled: ReadonlyMap<string, number>;
  /** Every call that is answered. */
  readonly handlers: readonly string[];
  /** Names of the SQS queues that there are now. */
  queues(): readonly string[];
  /**
   * Plays a Spot reclaim: SIGTERM, then SIGKILL, and the attempt ends with
   * `Host EC2 (instance i-...) terminated.`
   *
   * @param jobId a plain job's, or a child's `<array job id>:<index>`
   * @returns whether it was RUNNING; otherwise nothing happens
   */
  reclaim(jobId: string): boolean;
  /** From now on this is wrong with it, and nothing else. */
  setHealth(health: Health): void;
  /** Kills all jobs, waits until they are gone, and stops answering. */
  close(): Promise<void>;
}

/** What Batch keeps of a job. Times are milliseconds since 1970. */

export const JOB_STATUSES = [
  'SUBMITTED',
  'PENDING',
  'RUNNABLE',
  'STARTING',
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
] as const;

export type JobStatus = (typeof JOB_STATUSES)[number];

/** One rule of `evaluateOnExit`; every pattern it has must match. */
export interface ExitRule {
  readonly action: 'RETRY' | 'EXIT';
  readonly onExitCode?: string | undefined;
  readonly onReason?: string | undefined;
  readonly onStatusReason?: string | undefined;
}

export interface RetryStrategy {
  /** 1..10. */
  readonly attempts: number;
  /** At most 5. */
  readonly evaluateOnExit: readonly ExitRule[];
}

export interface NameValue {
  readonly name: string;
  readonly value: string;
}

/** What a job runs, after the submission's overrides: the same for all children of an array. */
export interface JobSpec {
  readonly name: string;
  readonly queueArn: string;
  readonly definitionArn: string;
  readonly image: string;
  /** Parameters are in place. */
  readonly command: readonly string[];
  readonly environment: readonly NameValue[];
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly user?: string | undefined;
  readonly readonlyRootFilesystem: boolean;
  readonly retryStrategy: RetryStrategy;
  /** At least 60. */
  readonly timeoutSeconds?: number | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly dependsOn: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly logGroup: string;
  readonly logStreamPrefix: string;
}

/** How a container ended. */
export interface Exit {
  /** Absent when the host went away with it, or it never ran. */
  readonly exitCode?: number | undefined;
  /** What the container's runtime says, for example `OutOfMemoryError: ...`. */
  readonly reason?: string | undefined;
  /** What Batch says; absent means the usual `Essential container in task exited`. */
  readonly statusReason?: string | undefined;
}

export interface Attempt extends Exit {
  readonly startedAt: number | undefined;
  readonly stoppedAt: number;
  readonly logStreamName: string | undefined;
  readonly taskId: string | undefined;
}

/** Why a running attempt is being stopped. The first cause stands. */
export type Stop =
  | { readonly kind: 'terminated' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'reclaimed'; readonly statusReason: string };

interface JobBase {
  readonly id: string;
  readonly spec: JobSpec;
  readonly createdAt: number;
  status: JobStatus;
  statusReason: string | undefined;
  startedAt: number | undefined;
  stoppedAt: number | undefined;
  /** Set once TerminateJob has named it. */
  terminateReason: string | undefined;
  /** Jobs that must still succeed before it may run. */
  waitingFor: number;
}

/** A plain job or a child: what runs. */
export interface RunJob extends JobBase {
  readonly kind: 'job';
  readonly array: ArrayJob | undefined;
  readonly index: number | undefined;
  readonly attempts: Attempt[];
  /** The attempt that runs now. */
  logStreamName: string | undefined;
  taskId: string | undefined;
  stop: Stop | undefined;
}

/** An array's parent: never runs, ends when its children have. */
export interface ArrayJob extends JobBase {
  readonly kind: 'array';
  readonly children: readonly RunJob[];
  /** Children by status, kept at every change; sums to the size. */
  readonly summary: Record<JobStatus, number>;
  summaryUpdatedAt: number;
}

export type Job = RunJob | ArrayJob;

/** @returns whether a job of this status never changes again */
export function isTerminal(status: JobStatus): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED';
}

/** What a state machine wants done in the world. */
export type Effect =
  | { readonly kind: 'start'; readonly job: RunJob; readonly attempt: number }
  | { readonly kind: 'stop'; readonly job: RunJob };

/** What an array job needs of the world outside. Every call rejects with a CallFault, nothing else. */
import type { Clock } from '../clock.ts';
import type { InspectPort } from './facts.ts';

/** In the order in which a job passes through them. */
export const STATUSES = [
  'SUBMITTED',
  'PENDING',
  'RUNNABLE',
  'STARTING',
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
] as const;

export type JobStatus = (typeof STATUSES)[number];

/** @returns whether a job has ended, well or not */
export function isOver({ status }: { readonly status: JobStatus }): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED';
}

/** One try at running a job. Times are milliseconds since 1970. */
export interface Attempt {
  readonly startedAt: number | undefined;
  readonly stoppedAt: number | undefined;
  readonly statusReason: string | undefined;
  readonly exitCode: number | undefined;
  /** What the container runtime says of its end. */
  readonly reason: string | undefined;
  readonly logStream: string | undefined;
}

export interface Job {
  readonly id: string;
  readonly name: string;
  /** The exact revision. */
  readonly definition: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly status: JobStatus;
  readonly statusReason: string | undefined;
  readonly createdAt: number | undefined;
  readonly startedAt: number | undefined;
  readonly stoppedAt: number | undefined;
  /** Finished attempts, oldest first. */
  readonly attempts: readonly Attempt[];
  /** Of the attempt that runs, or of the last one. */
  readonly logStream: string | undefined;
  readonly exitCode: number | undefined;
  readonly reason: string | undefined;
  /** Of each child, if it is an array. */
  readonly vcpus: number | undefined;
  /** Only of an array's parent. */
  readonly array: { readonly size: number; readonly counts: Counts } | undefined;
}

/** How many children are in each status. */
export type Counts = Readonly<Partial<Record<JobStatus, number>>>;

/** One row of a list of jobs. */
export interface ListedJob {
  readonly id: string;
  readonly name: string;
  readonly status: JobStatus;
  readonly statusReason: string | undefined;
  /** Only of a child. */
  readonly index: number | undefined;
  readonly startedAt: number | undefined;
  readonly stoppedAt: number | undefined;
  readonly exitCode: number | undefined;
  readonly reason: string | undefined;
}

export interface Submission {
  readonly name: string;
  readonly queue: string;
  /** The exact revision. */
  readonly definition: string;
  /** 1 submits a plain job. */
  readonly size: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly dependsOn: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export interface BatchPort {
  /** @returns the job's id. Never tried twice: a lost reply would submit twice. */
  submit(submission: Submission): Promise<string>;
  /** @param ids at most 100; those that Batch does not know yet are left out */
  describe(ids: readonly string[], signal?: AbortSignal): Promise<Job[]>;
  /** Every job of exactly this name, whatever its status. */
  named(queue: string, name: string, signal?: AbortSignal): Promise<ListedJob[]>;
  /** Children in one status, one page of at most 1,000 a call. */
  children(arrayJobId: string, status: JobStatus, signal?: AbortSignal): AsyncIterable<ListedJob[]>;
  /** Works in every status and returns before the job has ended. */
  terminate(id: string, reason: string): Promise<void>;
}

export interface LogsPort {
  /** The newest lines of a stream, oldest first; `missing` while there is no such stream. */
  tail(stream: string, signal?: AbortSignal): Promise<string[]>;
}

export interface QueuesPort {
  /** @returns whether there was such a queue */
  remove(name: string): Promise<boolean>;
}

/** Where lines for a person go. Whatever is in them, they are never taken for commands. */
export interface Reporter {
  line(text: string): void;
  /** Lines that are folded away under a title. */
  folded(title: string, lines: readonly string[]): void;
  warning(text: string): void;
}

export interface Deps {
  readonly batch: BatchPort;
  readonly logs: LogsPort;
  readonly queues: QueuesPort;
  readonly inspect: InspectPort;
  readonly clock: Clock;
  readonly random: () => number;
  readonly report: Reporter;
}

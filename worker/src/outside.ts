/** What the two commands need of the world outside; the adapters give it, and so do the tests. */

/** One delivery of a message. */
export interface Delivery {
  /** The message's own id: the same at every delivery of the same message. */
  readonly id: string;
  readonly body: string;
}

/** The queue of one run; its errors are those of `call` in aws-fault.ts. */
export interface ResultsQueue {
  readonly name: string;
  /** Sends one message, and makes the queue if there is none. */
  send(body: string, signal: AbortSignal): Promise<void>;
  /** Whether the queue is there; a new one may take a second to be seen. */
  exists(signal: AbortSignal): Promise<boolean>;
  /**
   * Receives up to ten messages, which nobody else then sees for a minute.
   *
   * @param waitSeconds how long to wait for the first, from 0 to 20
   * @throws {QueueGoneFault} when there is no such queue any more
   */
  receive(waitSeconds: number, signal: AbortSignal): Promise<readonly Delivery[]>;
  /** Deletes the queue with all that is in it. */
  delete(signal: AbortSignal): Promise<void>;
}

/** Pauses for a number of milliseconds; rejects when the signal is aborted. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<unknown>;

/** How far an array job is. */
export interface ArrayState {
  /** Children in all; 1 for a plain job. */
  readonly size: number;
  /** Children that have SUCCEEDED; Batch counts them with a delay. */
  readonly succeeded: number;
  /** Whether no child runs any more and every one of them is counted. */
  readonly settled: boolean;
}

/** What Batch tells of jobs; its errors are those of `call` in aws-fault.ts. */
export interface ArrayJobs {
  /** @throws {InputFault} when there is no such job */
  describe(arrayJobId: string, signal: AbortSignal): Promise<ArrayState>;
  /**
   * The one job that a job waited for.
   *
   * @throws {InputFault} when Batch does not tell exactly one
   */
  dependencyOf(jobId: string, signal: AbortSignal): Promise<string>;
}

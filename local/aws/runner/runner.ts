/** How a container of a job comes to run. Batch knows only this interface. */

/** One attempt of a job, ready to run. */
export interface RunnableJob {
  /** A plain job's id, or a child's `<array job id>:<index>`. */
  readonly jobId: string;
  /** From 1. */
  readonly attempt: number;
  readonly image: string;
  readonly command: readonly string[];
  /** All of it, but for PATH, which belongs to the image. */
  readonly environment: Readonly<Record<string, string>>;
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** `uid:gid` or a name; undefined leaves it to the image. */
  readonly user?: string | undefined;
  readonly readonlyRootFilesystem?: boolean;
  /** Takes one line of stdout or stderr, without its end. */
  log(line: string): void;
}

export interface RunningJob {
  /** Settles once nothing of the attempt is left running; never rejects. */
  readonly ended: Promise<Ended>;
  /**
   * SIGTERM now, SIGKILL after the grace. May be called again.
   *
   * @param graceMs milliseconds of the machine's own time; 0 kills at once
   */
  terminate(graceMs: number): void;
}

export interface Ended {
  /** As a shell has it: 128 + the signal's number for a process that a signal ended. */
  readonly exitCode: number;
  /** What a container runtime would say of it, when there is something to say. */
  readonly reason?: string;
}

export interface JobRunner {
  /** Never throws: a job that cannot be started ends with a reason. */
  start(job: RunnableJob): RunningJob;
}

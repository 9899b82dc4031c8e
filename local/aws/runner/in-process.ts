/** Runs jobs as functions of this process: for arrays too large for processes. */
import type { Ended, JobRunner, RunnableJob, RunningJob } from './runner.ts';

/** Exit code of a process that SIGKILL ended. */
const KILLED = 137;

/**
 * @param run does the job and says with which code it exits; a rejection is exit code 1 and its
 *   message the last line of the log. The signal is aborted where a process would get SIGTERM
 */
export function inProcessRunner(
  run: (job: RunnableJob, signal: AbortSignal) => Promise<number>,
): JobRunner {
  return { start: (job) => new RunningFunction(job, run) };
}

class RunningFunction implements RunningJob {
  readonly ended: Promise<Ended>;
  readonly #terminated = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #kill: () => void = () => undefined;

  constructor(job: RunnableJob, run: (job: RunnableJob, signal: AbortSignal) => Promise<number>) {
    const killed = new Promise<Ended>((resolve) => {
      this.#kill = () => resolve({ exitCode: KILLED });
    });
    const returned = this.#run(job, run);
    this.ended = Promise.race([returned, killed]).finally(() => clearTimeout(this.#timer));
  }

  terminate(graceMs: number): void {
    this.#terminated.abort();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#kill, graceMs);
  }

  async #run(
    job: RunnableJob,
    run: (job: RunnableJob, signal: AbortSignal) => Promise<number>,
  ): Promise<Ended> {
    try {
      return { exitCode: await run(job, this.#terminated.signal) };
    } catch (error) {
      job.log(error instanceof Error ? error.message : String(error));
      return { exitCode: 1 };
    }
  }
}

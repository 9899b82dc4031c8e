/** The jobs that wait for a vCPU, first come first served, and the vCPUs that run. */
import { Fifo } from './fifo.ts';
import type { RunJob } from './model.ts';

const TOO_LARGE =
  'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job resource requirement (vCPU/memory/GPU) is ' +
  'higher than that can be met by the CE(s) attached to the job queue.';

/** What runs the jobs; asked whenever one might start, so that it may change. */
export interface Capacity {
  readonly vcpus: number;
  /** Nothing is started while it is there: the statusReason of the first job in line, or empty. */
  readonly blocked?: string | undefined;
}

export class Line {
  readonly #capacity: () => Capacity;
  readonly #fifo = new Fifo<RunJob>();
  #vcpusInUse = 0;

  constructor(capacity: () => Capacity) {
    this.#capacity = capacity;
  }

  get vcpusInUse(): number {
    return this.#vcpusInUse;
  }

  /** @param job is RUNNABLE and not in line */
  enter(job: RunJob): void {
    this.#fifo.push(job);
  }

  /** Gives back what a job ran on. */
  free(job: RunJob): void {
    this.#vcpusInUse -= job.spec.vcpus;
  }

  /**
   * Takes out, one by one, the jobs that may start now; the first that may not says why and holds
   * all others up. A job that has ended in line goes without a word.
   */
  *admit(): Iterable<RunJob> {
    const { vcpus, blocked } = this.#capacity();
    for (let job = this.#fifo.peek(); job !== undefined; job = this.#fifo.peek()) {
      if (job.status === 'RUNNABLE') {
        job.statusReason = blocked || (job.spec.vcpus > vcpus ? TOO_LARGE : undefined);
        if (blocked !== undefined || this.#vcpusInUse + job.spec.vcpus > vcpus) return;
        this.#vcpusInUse += job.spec.vcpus;
        this.#fifo.shift();
        yield job;
      } else this.#fifo.shift();
    }
  }

  /** Those that wait, the next first. */
  *waiting(): Iterable<RunJob> {
    for (const job of this.#fifo) if (job.status === 'RUNNABLE') yield job;
  }
}

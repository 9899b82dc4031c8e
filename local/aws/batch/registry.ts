/** All jobs there are, by id, and who waits for whom. */
import { type ArrayJob, isTerminal, type Job, type JobSpec, type RunJob } from './model.ts';

export class Registry {
  readonly #jobs = new Map<string, Job>();
  /** Plain jobs and parents, oldest first. */
  readonly #submitted: Job[] = [];
  readonly #dependents = new Map<string, Job[]>();

  /**
   * Adds a SUBMITTED job.
   *
   * @param size children of an array job, 2..10,000; undefined makes a plain job
   */
  add(id: string, spec: JobSpec, size: number | undefined, now: number): Job {
    const job = size === undefined ? runJob(id, spec, now) : arrayJob(id, spec, size, now);
    this.#submitted.push(job);
    this.#jobs.set(id, job);
    if (job.kind === 'array') for (const child of job.children) this.#jobs.set(child.id, child);
    return job;
  }

  /** @param id a job's, or a child's `<array job id>:<index>` */
  find(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  /** Plain jobs and parents, newest first. */
  newestFirst(): Job[] {
    return [...this.#submitted].reverse();
  }

  /**
   * Makes a job wait for those it depends on.
   *
   * @returns whether one of them has failed already
   */
  awaitDependencies(job: Job): boolean {
    let failed = false;
    for (const id of job.spec.dependsOn) {
      const other = this.#jobs.get(id);
      if (other === undefined || other.status === 'SUCCEEDED') continue;
      if (isTerminal(other.status)) failed = true;
      else {
        job.waitingFor += 1;
        const waiting = this.#dependents.get(id);
        if (waiting) waiting.push(job);
        else this.#dependents.set(id, [job]);
      }
    }
    return failed;
  }

  /** Hands out, once, the jobs that wait for this one. */
  takeDependents(job: Job): readonly Job[] {
    const waiting = this.#dependents.get(job.id) ?? [];
    this.#dependents.delete(job.id);
    return waiting;
  }
}

function base(id: string, spec: JobSpec, now: number) {
  return {
    id,
    spec,
    createdAt: now,
    status: 'SUBMITTED' as const,
    statusReason: undefined,
    startedAt: undefined,
    stoppedAt: undefined,
    terminateReason: undefined,
    waitingFor: 0,
  };
}

function runJob(id: string, spec: JobSpec, now: number, array?: ArrayJob, index?: number): RunJob {
  return {
    ...base(id, spec, now),
    kind: 'job',
    array,
    index,
    attempts: [],
    logStreamName: undefined,
    taskId: undefined,
    stop: undefined,
  };
}

function arrayJob(id: string, spec: JobSpec, size: number, now: number): ArrayJob {
  const children: RunJob[] = [];
  const array: ArrayJob = {
    ...base(id, spec, now),
    kind: 'array',
    children,
    summary: {
      SUBMITTED: size,
      PENDING: 0,
      RUNNABLE: 0,
      STARTING: 0,
      RUNNING: 0,
      SUCCEEDED: 0,
      FAILED: 0,
    },
    summaryUpdatedAt: now,
  };
  for (let index = 0; index < size; index += 1) {
    children.push(runJob(`${id}:${index}`, spec, now, array, index));
  }
  return array;
}

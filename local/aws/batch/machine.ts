/**
 * The life of jobs as Batch plays it: dependencies, arrays, the queue, retries, ends. No clock, no
 * processes, no network: every method is told what happened and when, and returns what is to be
 * done. A change of one child costs the same at 2 children and at 10,000.
 */
import { Fifo } from './fifo.ts';
import {
  type ArrayJob,
  type Effect,
  type Exit,
  isTerminal,
  type Job,
  type JobStatus,
  type RunJob,
  type Stop,
} from './model.ts';
import { Registry } from './registry.ts';
import { retries } from './retry.ts';

/** What a container's end is called when nothing else is known of it. */
const EXITED = 'Essential container in task exited';
const TIMED_OUT = 'Job attempt duration exceeded timeout';
const TOO_LARGE =
  'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job resource requirement (vCPU/memory/GPU) is ' +
  'higher than that can be met by the CE(s) attached to the job queue.';

/** What runs the jobs; read at every scheduling, so that it may change. */
export interface Capacity {
  readonly vcpus: number;
  /** Why nothing is started at the moment; shown as the statusReason of the first job in line. */
  readonly blocked?: string | undefined;
}

export class JobMachine {
  readonly registry = new Registry();
  readonly #capacity: () => Capacity;
  readonly #runnable = new Fifo<RunJob>();
  #vcpusInUse = 0;
  #effects: Effect[] = [];

  constructor(capacity: () => Capacity) {
    this.#capacity = capacity;
  }

  /** Jobs in line, the next first. */
  *queue(): Iterable<RunJob> {
    for (const job of this.#runnable) if (job.status === 'RUNNABLE') yield job;
  }

  /** Moves a SUBMITTED job on: to PENDING while it waits for others, else to the queue. */
  accept(job: Job, now: number): Effect[] {
    if (job.status === 'SUBMITTED') {
      this.#move(job, 'PENDING', now);
      const failed = this.registry.awaitDependencies(job);
      if (failed) this.#cancel(job, 'Dependent Job failed', now);
      else if (job.waitingFor === 0) this.#release(job, now);
    }
    return this.#drain(now);
  }

  /** The container of a STARTING job runs. */
  started(job: RunJob, taskId: string, logStreamName: string, now: number): Effect[] {
    if (job.status === 'STARTING') {
      job.taskId = taskId;
      job.logStreamName = logStreamName;
      job.startedAt = now;
      this.#move(job, 'RUNNING', now);
    }
    return this.#drain(now);
  }

  /** The attempt of a STARTING or RUNNING job has ended. */
  ended(job: RunJob, exit: Exit, now: number): Effect[] {
    if (job.status !== 'STARTING' && job.status !== 'RUNNING') return [];
    this.#vcpusInUse -= job.spec.vcpus;
    const { stop } = job;
    const attempt = attemptOf(exit, stop);
    job.attempts.push({
      ...attempt,
      startedAt: job.status === 'RUNNING' ? job.startedAt : undefined,
      stoppedAt: now,
      logStreamName: job.logStreamName,
      taskId: job.taskId,
    });
    job.stop = undefined;
    if (job.terminateReason !== undefined) this.#finish(job, 'FAILED', job.terminateReason, now);
    else if (stop === undefined && exit.exitCode === 0) {
      this.#finish(job, 'SUCCEEDED', attempt.statusReason, now);
    } else if (
      stop?.kind !== 'timeout' &&
      retries(job.spec.retryStrategy, attempt, job.attempts.length)
    ) {
      this.#enqueue(job, now);
    } else this.#finish(job, 'FAILED', attempt.statusReason, now);
    return this.#drain(now);
  }

  /** Stops the attempt that runs, for a cause that is not the job's own. */
  interrupt(job: RunJob, stop: Stop): Effect[] {
    if (job.status === 'RUNNING' && job.stop === undefined) {
      job.stop = stop;
      return [{ kind: 'stop', job }];
    }
    return [];
  }

  /** Ends a job and, of an array, all its children. One that waits for others ends after them. */
  terminate(job: Job, reason: string, now: number): Effect[] {
    this.#terminate(job, reason, now);
    return this.#drain(now);
  }

  /** Looks at the queue again, after the capacity has changed. */
  schedule(now: number): Effect[] {
    return this.#drain(now);
  }

  #terminate(job: Job, reason: string, now: number): void {
    if (isTerminal(job.status) || job.terminateReason !== undefined) return;
    job.terminateReason = reason;
    if (job.status === 'SUBMITTED') this.#cancel(job, reason, now);
    else if (job.kind === 'array') {
      if (job.waitingFor === 0)
        for (const child of job.children) this.#terminate(child, reason, now);
    } else if (job.status === 'RUNNABLE') this.#finish(job, 'FAILED', reason, now);
    else if (job.status === 'STARTING' || job.status === 'RUNNING') {
      job.stop ??= { kind: 'terminated' };
      this.#effects.push({ kind: 'stop', job });
    }
  }

  /** All that a job waited for has succeeded. */
  #release(job: Job, now: number): void {
    if (job.kind === 'job') this.#enqueue(job, now);
    else if (job.terminateReason !== undefined) this.#cancel(job, job.terminateReason, now);
    else for (const child of job.children) this.#enqueue(child, now);
  }

  /** Ends a job that has not run, children included. */
  #cancel(job: Job, cause: string, now: number): void {
    const reason = job.terminateReason ?? cause;
    if (job.kind === 'job') this.#finish(job, 'FAILED', reason, now);
    else {
      job.statusReason = reason;
      for (const child of job.children) this.#finish(child, 'FAILED', reason, now);
    }
  }

  #enqueue(job: RunJob, now: number): void {
    if (job.terminateReason !== undefined) {
      this.#cancel(job, job.terminateReason, now);
      return;
    }
    job.statusReason = undefined;
    job.logStreamName = undefined;
    job.taskId = undefined;
    this.#move(job, 'RUNNABLE', now);
    this.#runnable.push(job);
  }

  #move(job: Job, status: JobStatus, now: number): void {
    if (job.kind === 'job' && job.array) {
      const { summary } = job.array;
      summary[job.status] -= 1;
      summary[status] += 1;
      job.array.summaryUpdatedAt = now;
    } else if (job.kind === 'array' && !isTerminal(status)) {
      for (const child of job.children) this.#move(child, status, now);
    }
    job.status = status;
  }

  #finish(job: Job, status: 'SUCCEEDED' | 'FAILED', reason: string | undefined, now: number): void {
    job.statusReason = reason;
    job.stoppedAt = now;
    this.#move(job, status, now);
    if (job.kind === 'job' && job.array) this.#childEnded(job.array, now);
    for (const dependent of this.registry.takeDependents(job)) {
      if (isTerminal(dependent.status)) continue;
      dependent.waitingFor -= 1;
      if (status === 'FAILED') this.#cancel(dependent, 'Dependent Job failed', now);
      else if (dependent.waitingFor === 0) this.#release(dependent, now);
    }
  }

  #childEnded(array: ArrayJob, now: number): void {
    const { summary, children, statusReason, terminateReason } = array;
    if (summary.SUCCEEDED + summary.FAILED < children.length) return;
    if (summary.FAILED === 0) this.#finish(array, 'SUCCEEDED', undefined, now);
    else {
      const reason = terminateReason ?? statusReason ?? 'Array Child Job failed';
      this.#finish(array, 'FAILED', reason, now);
    }
  }

  /** Starts what fits, strictly in order, and hands out what is to be done. */
  #drain(now: number): Effect[] {
    const capacity = this.#capacity();
    for (let job = this.#runnable.peek(); job !== undefined; job = this.#runnable.peek()) {
      if (job.status === 'RUNNABLE') {
        job.statusReason = stuck(job, capacity);
        if (capacity.blocked !== undefined || this.#vcpusInUse + job.spec.vcpus > capacity.vcpus) {
          break;
        }
        this.#vcpusInUse += job.spec.vcpus;
        this.#move(job, 'STARTING', now);
        this.#effects.push({ kind: 'start', job, attempt: job.attempts.length + 1 });
      }
      this.#runnable.shift();
    }
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }
}

/** Why the first job in line cannot start at all; undefined when it only has to wait. */
function stuck(job: RunJob, { vcpus, blocked }: Capacity): string | undefined {
  if (blocked !== undefined) return blocked;
  return job.spec.vcpus > vcpus ? TOO_LARGE : undefined;
}

function attemptOf(exit: Exit, stop: Stop | undefined): Exit {
  if (stop?.kind === 'reclaimed') return { statusReason: stop.statusReason };
  if (stop?.kind === 'timeout') return { ...exit, statusReason: TIMED_OUT };
  return { ...exit, statusReason: exit.statusReason ?? EXITED };
}

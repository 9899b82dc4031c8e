/**
 * The life of jobs as Batch plays it: dependencies, arrays, the queue, retries, ends. No clock, no
 * processes, no network: every method is told what happened and when, and returns what is to be
 * done. A change of one child costs the same at 2 children and at 10,000.
 */
import { type Capacity, Line } from './line.ts';
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

export class JobMachine {
  readonly registry = new Registry();
  readonly line: Line;
  #effects: Effect[] = [];

  constructor(capacity: () => Capacity) {
    this.line = new Line(capacity);
  }

  /** Moves a SUBMITTED job on: to PENDING while it waits for others, else to the queue. */
  accept(job: Job, now: number): Effect[] {
    if (job.status === 'SUBMITTED') {
      this.#move(job, 'PENDING', now);
      const failed = this.registry.awaitDependencies(job);
      if (failed) this.#cancel(job, 'Dependent Job failed', now);
      else if (job.waitingFor === 0) this.#release(job, now);
    }
    return this.schedule(now);
  }

  /** The container of a STARTING job runs. */
  started(job: RunJob, taskId: string, logStreamName: string, now: number): void {
    if (job.status !== 'STARTING') return;
    job.taskId = taskId;
    job.logStreamName = logStreamName;
    job.startedAt = now;
    this.#move(job, 'RUNNING', now);
  }

  /** The attempt of a STARTING or RUNNING job has ended. */
  ended(job: RunJob, exit: Exit, now: number): Effect[] {
    if (job.status !== 'STARTING' && job.status !== 'RUNNING') return [];
    this.line.free(job);
    const { stop, terminateReason } = job;
    const result = resultOf(exit, stop);
    job.attempts.push({
      ...result,
      startedAt: job.status === 'RUNNING' ? job.startedAt : undefined,
      stoppedAt: now,
      logStreamName: job.logStreamName,
      taskId: job.taskId,
    });
    job.stop = undefined;
    if (terminateReason !== undefined) this.#finish(job, 'FAILED', terminateReason, now);
    else if (stop === undefined && exit.exitCode === 0) {
      this.#finish(job, 'SUCCEEDED', result.statusReason, now);
    } else if (stop?.kind !== 'timeout' && mayRetry(job, result)) this.#enqueue(job, now);
    else this.#finish(job, 'FAILED', result.statusReason, now);
    return this.schedule(now);
  }

  /** Stops the attempt of a RUNNING job, for a cause that is not the job's own. */
  interrupt(job: RunJob, stop: Stop): Effect[] {
    if (job.status !== 'RUNNING' || job.stop !== undefined) return [];
    job.stop = stop;
    return [{ kind: 'stop', job }];
  }

  /** Ends a job and, of an array, all its children. One that waits for others ends after them. */
  terminate(job: Job, reason: string, now: number): Effect[] {
    this.#terminate(job, reason, now);
    return this.schedule(now);
  }

  /** Starts what may start; needed from outside when the capacity has changed. */
  schedule(now: number): Effect[] {
    for (const job of this.line.admit()) {
      this.#move(job, 'STARTING', now);
      this.#effects.push({ kind: 'start', job, attempt: job.attempts.length + 1 });
    }
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  #terminate(job: Job, reason: string, now: number): void {
    if (isTerminal(job.status) || job.terminateReason !== undefined) return;
    job.terminateReason = reason;
    if (job.status === 'SUBMITTED') this.#cancel(job, reason, now);
    else if (job.kind === 'array') {
      if (job.waitingFor > 0) return;
      for (const child of job.children) this.#terminate(child, reason, now);
    } else if (job.status === 'RUNNABLE') this.#finish(job, 'FAILED', reason, now);
    else if (job.status !== 'PENDING') {
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
    this.line.enter(job);
  }

  #move(job: Job, status: JobStatus, now: number): void {
    if (job.kind === 'job' && job.array) {
      job.array.summary[job.status] -= 1;
      job.array.summary[status] += 1;
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
}

function mayRetry({ spec, attempts }: RunJob, exit: Exit): boolean {
  return retries(spec.retryStrategy, exit, attempts.length);
}

/** A container's end as Batch reports it, given what stopped it. */
function resultOf(exit: Exit, stop: Stop | undefined): Exit {
  if (stop?.kind === 'reclaimed') return { statusReason: stop.statusReason };
  if (stop?.kind === 'timeout') return { ...exit, statusReason: TIMED_OUT };
  return { ...exit, statusReason: exit.statusReason ?? EXITED };
}

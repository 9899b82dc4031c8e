/** Notices that a run does not move, finds out why, says so, and in the end gives it up. */
import { diagnose } from './diagnose.ts';
import type { Diagnosis } from './diagnosis.ts';
import { type Examined, examine } from './examine.ts';
import { Stuck } from './fault.ts';
import type { Deps, Job } from './ports.ts';
import { duration, type View } from './progress.ts';

/** A new instance takes up to five minutes from nothing; the doctor is called when it is overdue. */
const PATIENCE_MS = 5 * 60_000;
/** And asked again, in case the reason has changed. */
const AGAIN_MS = 5 * 60_000;
/** Reasons that do not pass by waiting. */
const AT_ONCE = /^(MISCONFIGURATION:|CAPACITY:|ACTION_REQUIRED|UNDETERMINED)/;

export interface Watched {
  readonly jobQueue: string;
  /** How long nothing may move before the run is ended; Infinity for ever. */
  readonly stuckMs: number;
}

export class Watch {
  readonly #run: Watched;
  readonly #deps: Deps;
  #state = '';
  #movedAt: number;
  #askedAt = Number.NEGATIVE_INFINITY;
  #diagnosis: Diagnosis | undefined;

  constructor(run: Watched, deps: Deps) {
    this.#run = run;
    this.#deps = deps;
    this.#movedAt = deps.clock.now();
  }

  /** Why nothing moved when last asked; undefined while things move. */
  get diagnosis(): Diagnosis | undefined {
    return this.#diagnosis;
  }

  /**
   * Called after each poll.
   *
   * @param jobs as Batch describes them, the first child among them
   * @throws {Stuck} when nothing has moved for too long
   */
  async look(view: View, jobs: readonly Job[], signal: AbortSignal): Promise<void> {
    const now = this.#deps.clock.now();
    const state = stateOf(view);
    if (state !== this.#state || isRunning(view)) {
      this.#state = state;
      this.#movedAt = now;
      this.#diagnosis = undefined;
      this.#askedAt = Number.NEGATIVE_INFINITY;
    }
    const idle = now - this.#movedAt;
    const statusReasons = reasons(jobs);
    const overdue = idle >= PATIENCE_MS || statusReasons.some((text) => AT_ONCE.test(text));
    const givesUp = idle >= this.#run.stuckMs;
    if (givesUp || (overdue && now - this.#askedAt >= AGAIN_MS)) {
      this.#askedAt = now;
      await this.#ask({ statusReasons, jobIds: jobs.map(({ id }) => id) }, idle, signal);
    }
    if (givesUp && this.#diagnosis !== undefined && !this.#diagnosis.waiting) {
      throw new Stuck(this.#diagnosis.cause, this.#diagnosis.remedy);
    }
  }

  async #ask(
    about: Pick<Examined, 'statusReasons' | 'jobIds'>,
    idle: number,
    signal: AbortSignal,
  ): Promise<void> {
    const before = this.#diagnosis;
    const facts = await examine({ ...this.#run, ...about }, signal, this.#deps);
    this.#diagnosis = diagnose(facts);
    if (this.#diagnosis.cause === before?.cause) return;
    const { cause, remedy, waiting } = this.#diagnosis;
    const since = idle < 60_000 ? '' : `Nothing has moved for ${duration(idle)}: `;
    const line = `${since}${cause}. ${remedy}`;
    if (waiting) this.#deps.report.line(line);
    else this.#deps.report.warning(line);
  }
}

/**
 * What changes when something moves. Batch itself ends the head of a queue that stands still, one child
 * after the other, and that is no movement: a child that fails before it has started leaves this as it is.
 */
function stateOf({ counts, array, summarize }: View): string {
  const { RUNNABLE = 0, FAILED = 0, ...others } = counts;
  return JSON.stringify([others, RUNNABLE + FAILED, array, summarize]);
}

function isRunning({ counts, summarize }: View): boolean {
  return (counts.RUNNING ?? 0) > 0 || summarize === 'RUNNING';
}

/** Only jobs that wait: the reason of one that has ended is another matter. */
function reasons(jobs: readonly Job[]): string[] {
  const waiting = jobs.filter(({ status }) => status === 'RUNNABLE' || status === 'PENDING');
  return [...new Set(waiting.flatMap(({ statusReason }) => statusReason || []))];
}

/** Decides when a line of progress is worth printing. */
import type { Reporter } from './ports.ts';
import { ended, progressLine, remaining, type View } from './progress.ts';

/** At least one line in this time, so that nobody takes waiting for hanging. */
const HEARTBEAT_MS = 60_000;
/** A long run prints fewer lines: at most one in this part of the time it already takes. */
const SPARSE = 1 / 20;
const SPARSE_MOST_MS = 30_000;

export class Progress {
  readonly #since: number;
  readonly #report: Reporter;
  #shown = '';
  #turn = '';
  #shownAt = Number.NEGATIVE_INFINITY;
  #view: View | undefined;
  /** When the first child was seen to run, and how many had ended by then. */
  #running: { readonly at: number; readonly done: number } | undefined;

  /** @param since when the run began, in milliseconds since 1970 */
  constructor(since: number, report: Reporter) {
    this.#since = since;
    this.#report = report;
  }

  /**
   * Prints a line when something changed, at most as often as suits the length of the run, or when a
   * minute has passed without one. A turn of events (a job's status, a first failure) never waits.
   */
  show(view: View, now: number): void {
    this.#view = view;
    const done = ended(view);
    if ((view.counts.RUNNING ?? 0) > 0 || done > 0) this.#running ??= { at: now, done };
    const state = JSON.stringify([view.counts, view.array, view.summarize]);
    const turn = JSON.stringify([view.array, view.summarize, (view.counts.FAILED ?? 0) > 0]);
    const elapsed = now - this.#since;
    const quiet = now - this.#shownAt;
    const due = Math.min(SPARSE_MOST_MS, elapsed * SPARSE);
    const worth = turn !== this.#turn || (state !== this.#shown && quiet >= due);
    if (!worth && quiet < HEARTBEAT_MS) return;
    const left = this.#running
      ? remaining(done - this.#running.done, view.size - this.#running.done, now - this.#running.at)
      : undefined;
    this.#report.line(progressLine(view, elapsed, left));
    this.#shown = state;
    this.#turn = turn;
    this.#shownAt = now;
  }

  /** Shows what was shown last, on the terms of `show`. */
  again(now: number): void {
    if (this.#view !== undefined) this.show(this.#view, now);
  }

  /** @returns milliseconds until a minute has passed without a line, at least 1 */
  quietFor(now: number): number {
    const from = this.#view === undefined ? now : this.#shownAt;
    return Math.max(1, from + HEARTBEAT_MS - now);
  }
}

/** The stages of a run in words, each shown once, from what Batch says of the two jobs. */
import type { JobDetail } from '@aws-sdk/client-batch';
import type { Jobs, Reclaim } from './batch.ts';
import type { Display } from './display.ts';
import { children, grouped, listed } from './words.ts';

interface Counts {
  readonly size: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly running: number;
}

/** How many of the array job's children are where; a plain job is an array of one. */
export function count({ arrayProperties, status }: JobDetail): Counts {
  const { size, statusSummary } = arrayProperties ?? {};
  const counted: Record<string, number> =
    size === undefined ? { [String(status)]: 1 } : { ...statusSummary };
  const { SUCCEEDED = 0, FAILED = 0, STARTING = 0, RUNNING = 0 } = counted;
  return { size: size ?? 1, succeeded: SUCCEEDED, failed: FAILED, running: STARTING + RUNNING };
}

/** Whether a job has reached a state that it never leaves. */
export const ended = ({ status }: JobDetail): boolean =>
  status === 'SUCCEEDED' || status === 'FAILED';

/** The first characters tell jobs apart. */
const short = (jobId = ''): string => jobId.slice(0, 8);

export class Stages {
  readonly #display: Display;
  #submitted = false;
  #calculated = false;
  #retried = 0;

  constructor(display: Display) {
    this.#display = display;
  }

  /** Children known to have been retried. */
  get retried(): number {
    return this.#retried;
  }

  submitted({ array, summarize }: Jobs): void {
    if (this.#submitted) return;
    this.#submitted = true;
    const given = Object.entries(array.parameters ?? {});
    // A seed is to be typed in again, not to be read.
    const parameters = given.map(
      ([name, value]) => `${name} ${name === 'seed' ? value : grouped(value)}`,
    );
    const what = [children(count(array).size), ...parameters].join(', ');
    this.#display.stage('done', 'submit', `array job ${short(array.jobId)}: ${what}`);
    this.#display.note(`summarize ${short(summarize.jobId)} depends on it`);
  }

  reclaimed(reclaims: readonly Reclaim[]): void {
    const [first] = reclaims;
    if (!first || this.#retried === reclaims.length) return;
    this.#retried = reclaims.length;
    const indices = listed(reclaims.map(({ index }) => index));
    const who = reclaims.length === 1 ? 'child' : 'children';
    this.#display.stage('warn', 'spot', `${who} ${indices}: Host EC2 terminated, attempt 2`);
  }

  /** Shows how far the run is. @returns true when both jobs have ended */
  over({ array, summarize }: Jobs): boolean {
    if (!ended(array)) {
      this.#display.live('calculate', this.#progress(array));
      return false;
    }
    if (!this.#calculated) {
      this.#calculated = true;
      const mark = array.status === 'SUCCEEDED' ? 'done' : 'fail';
      this.#display.stage(mark, 'calculate', this.#progress(array));
    }
    if (summarize.status === 'FAILED') {
      const reason = summarize.statusReason ?? 'failed';
      const ran = (summarize.attempts?.length ?? 0) > 0;
      this.#display.stage('fail', 'summarize', ran ? reason : `skipped: ${reason}`);
    } else if (!ended(summarize)) {
      this.#display.live('summarize', (summarize.status ?? '').toLowerCase());
    }
    return ended(summarize);
  }

  #progress(array: JobDetail): string {
    const { size, succeeded, failed, running } = count(array);
    const parts = [`${this.#display.bar(succeeded / size)}${succeeded}/${size}`];
    if (running > 0) parts.push(`${running} running`);
    if (this.#retried > 0) parts.push(`${this.#retried} retried`);
    if (failed > 0) parts.push(`${failed} failed`);
    return parts.join(', ');
  }
}

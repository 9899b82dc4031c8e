/** How a run ended, for whoever tells it: the log's last line, the page, the exit code. */
import type { Summary } from '../../../../worker/src/summary.ts';
import type { Census } from './census.ts';
import type { Failures } from './failures.ts';
import type { Job } from './ports.ts';

export interface Ending {
  /**
   * `stuck`: given up because nothing moved. `partial`: succeeded without some children. `adrift`: the run goes on, but this step cannot follow it
   * any longer. `detached`: the run goes on as intended.
   */
  readonly kind:
    | 'succeeded'
    | 'partial'
    | 'failed'
    | 'cancelled'
    | 'timed-out'
    | 'stuck'
    | 'adrift'
    | 'detached';
  /** One sentence: what happened. */
  readonly cause: string;
  /** What to do about it. */
  readonly remedy?: string;
  readonly summary?: Summary;
  readonly failures?: Failures;
  readonly census?: Census;
  /** The last lines of a summarize job that failed. */
  readonly summarizeLog?: readonly string[];
  /** As Batch last described them. */
  readonly array?: Job;
  readonly summarize?: Job;
}

/** @returns whether the step has done what it was asked to */
export function isWell({ kind }: Pick<Ending, 'kind'>): boolean {
  return kind === 'succeeded' || kind === 'partial' || kind === 'detached';
}

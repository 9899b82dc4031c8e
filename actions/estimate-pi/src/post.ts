/** Runs after the step, whatever became of it: ends what `main` was killed before it could end. */
import { notice, setFailed } from '@actions/core';
import { type Ended, endRun } from './array-job/cancel.ts';
import type { Entry } from './array-job/ledger.ts';
import type { Deps } from './array-job/ports.ts';
import { oneLine } from './array-job/untrusted.ts';
import { text } from './summary/escape.ts';
import { writePage } from './tell.ts';

/** Nobody waits for `post` to be quick, and a job that was just submitted takes its time to be listed. */
const BUDGET_MS = 30_000;
const REASON = 'The step that ran this job was killed before it could end it';
const REMEDY =
  'Terminate them in the Batch console, or wait: they end by themselves when their work is done.';

/** @returns once every job of the run is ended or known not to exist; never throws */
export async function post(entry: Entry | undefined, deps: Deps): Promise<void> {
  if (entry === undefined || entry.phase === 'over' || entry.phase === 'detached') return;
  const ended = await endRun(entry, { reason: REASON, budgetMs: BUDGET_MS }, deps);
  for (const failure of ended.undone) deps.report.warning(`Could not ${failure}`);
  // It has its result and its page already.
  if (entry.well && ended.left.length === 0) {
    const queue = ended.undone.length === 0 ? '' : '; its queue is left to the daily sweep';
    notice(`No job of the run goes on${queue}`);
    return;
  }
  const what = entry.phase === 'going' ? 'was killed' : 'could not end its run in time';
  const cause = `The step ${what}; ${whatBecame(ended)}`;
  const remedy = ended.left.length > 0 ? [REMEDY] : [];
  const said = [...remedy, ...ended.undone.map((failure) => `Could not ${failure}`)];
  const page = [`## 🚫 ${text(cause)}`, ...said.map((line) => text(line))];
  await writePage(() => `${page.join('\n\n')}\n`, deps.report);
  setFailed([cause, ...remedy].map((line) => oneLine(line)).join('\n'));
}

function whatBecame({ terminated, left }: Ended): string {
  if (left.length > 0) return `Batch did not accept the end of ${left.join(' and ')}`;
  return terminated.length > 0
    ? `Batch accepted the end of ${terminated.join(' and ')}`
    : 'no job of it is left to end';
}

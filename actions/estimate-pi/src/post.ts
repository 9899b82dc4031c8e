/** Runs after the step, whatever became of it: ends what `main` was killed before it could end. */
import { setFailed } from '@actions/core';
import { endRun } from './array-job/cancel.ts';
import type { Entry } from './array-job/ledger.ts';
import type { Deps } from './array-job/ports.ts';
import { oneLine } from './array-job/untrusted.ts';
import { text } from './summary/escape.ts';
import { writePage } from './tell.ts';

/** Nobody waits for `post` to be quick, and a job that was just submitted takes its time to be listed. */
const BUDGET_MS = 30_000;
const REASON = 'The step that ran this job was killed before it could end it';

/** @returns once every job of the run is ended or known not to exist; never throws */
export async function post(entry: Entry | undefined, deps: Deps): Promise<void> {
  if (entry === undefined || entry.phase === 'over' || entry.phase === 'detached') return;
  const terms = { reason: REASON, over: [], budgetMs: BUDGET_MS };
  const { terminated, undone } = await endRun(entry, terms, deps);
  for (const what of undone) deps.report.warning(`Could not ${what}`);
  const done =
    terminated.length > 0
      ? `Batch accepted the end of ${terminated.join(' and ')}`
      : 'no job of it was found';
  const what = entry.phase === 'going' ? 'was killed' : 'could not end its run in time';
  const cause = `The step ${what}; ${done}`;
  const page = [`## 🚫 ${text(cause)}`, ...undone.map((what) => `Could not ${text(what)}`)];
  await writePage(`${page.join('\n\n')}\n`, deps.report);
  setFailed(oneLine(cause));
}

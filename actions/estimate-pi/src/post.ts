/** Runs after the step, whatever became of it: ends what `main` was killed before it could end. */
import { endRun } from './array-job/cancel.ts';
import type { Entry } from './array-job/ledger.ts';
import type { Deps } from './array-job/ports.ts';
import { text } from './summary/escape.ts';
import { writePage } from './tell.ts';

/** Nobody waits for `post` to be quick, and a job that was just submitted takes its time to be listed. */
const BUDGET_MS = 30_000;
const REASON = 'The step that ran this job was killed before it could end it';

/** @returns once every job of the run is ended or known not to exist; never throws */
export async function post(entry: Entry | undefined, deps: Deps): Promise<void> {
  if (entry === undefined || entry.phase !== 'going') {
    deps.report.line('Nothing to clean up');
    return;
  }
  const terms = { reason: REASON, over: [], budgetMs: BUDGET_MS };
  const { terminated, undone } = await endRun(entry, terms, deps);
  const lines = [
    terminated.length > 0 ? `Terminated ${terminated.join(' and ')}` : 'No job was left running',
    ...undone.map((what) => `Could not ${what}`),
  ];
  for (const line of lines) deps.report.line(line);
  const markdown = ['## 🚫 The step was killed', ...lines.map((line) => text(line))].join('\n\n');
  await writePage(`${markdown}\n`, deps.report);
}

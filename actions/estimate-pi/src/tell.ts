/** Everything that a step says at its end: outputs, page, and one last line. */

import { notice, setFailed, setOutput, summary as stepSummary } from '@actions/core';
import { type Ending, isWell } from './array-job/ending.ts';
import { messageOf } from './array-job/fault.ts';
import type { Reporter } from './array-job/ports.ts';
import { oneLine } from './array-job/untrusted.ts';
import { page } from './summary/page.ts';
import type { Report } from './summary/report.ts';

/** Writes outputs and page first: the last line says what happened, whatever became of those. */
export async function tell(report: Report, seed: string, reporter: Reporter): Promise<void> {
  try {
    setOutputs(report, seed);
  } catch (error) {
    reporter.warning(`The outputs could not be written: ${messageOf(error)}`);
  }
  await writePage(() => page(report), reporter);
  lastLine(report.ending);
}

function setOutputs({ ending: { kind, summary }, ...report }: Report, seed: string): void {
  setOutput('ending', kind);
  if (report.arrayJobId === undefined) return;
  setOutput('array-job-id', report.arrayJobId);
  if (report.summarizeJobId !== undefined) setOutput('summarize-job-id', report.summarizeJobId);
  setOutput('seed', summary?.repeat.seed ?? seed);
  if (summary === undefined) return;
  setOutput('estimate', summary.value);
  if (summary.interval !== undefined) setOutput('half-width', summary.interval.halfWidth);
  setOutput('summary', JSON.stringify(summary));
}

/**
 * Replaces what an earlier call wrote; outside GitHub there is no page. A page that cannot be made or written
 * must not fail a run that went well.
 */
export async function writePage(make: () => string, reporter: Reporter): Promise<void> {
  if (!process.env.GITHUB_STEP_SUMMARY) return;
  try {
    await stepSummary.addRaw(make()).write({ overwrite: true });
  } catch (error) {
    reporter.warning(`The job summary could not be written: ${messageOf(error)}`);
  }
}

function lastLine({ cause, remedy, ...ending }: Ending): void {
  const lines = [cause, ...(remedy === undefined ? [] : [remedy])].map((line) => oneLine(line));
  if (isWell(ending)) notice(lines.join('\n'));
  else setFailed(lines.join('\n'));
}

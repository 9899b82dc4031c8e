/** The report as Markdown, for the job summary, a comment or an issue. Pure. */
import type { Failure } from '../failure.ts';
import type { Inputs } from '../inputs.ts';
import { bold, cut, text } from './markdown.ts';
import type { Outcome } from './outcome.ts';

const TITLES: Readonly<Record<Inputs['command'], string>> = {
  plan: 'Plan for stack',
  apply: 'Deployment of stack',
  drift: 'Drift of stack',
  delete: 'Deletion of stack',
  sweep: 'Result queues of stack',
};

function heading(inputs: Inputs): string {
  return `### ${TITLES[inputs.command]} ${text(inputs.stackName)}`;
}

function sections(parts: readonly { title: string; body: string }[]): readonly string[] {
  return parts.map(({ title, body }) => `#### ${title}\n\n${body}`);
}

/** @returns at most 60,000 bytes of Markdown */
export function report(inputs: Inputs, outcome: Outcome): string {
  const parts = [
    heading(inputs),
    text(outcome.headline),
    outcome.changes,
    ...sections(outcome.sections),
  ];
  return cut(`${parts.filter(Boolean).join('\n\n')}\n`);
}

/** @returns at most 60,000 bytes of Markdown, the cause first */
export function failureReport(inputs: Inputs, failure: Failure): string {
  const parts = [
    heading(inputs),
    `> [!CAUTION]\n> ${bold(text(failure.message))}\n>\n> ${text(failure.advice)}`,
    ...sections(failure.sections),
  ];
  return cut(`${parts.join('\n\n')}\n`);
}

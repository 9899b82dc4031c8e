/** Failed children, the causes first, their log lines folded away. */
import { counted, thousands } from '../array-job/amounts.ts';
import { attemptLines, title } from '../array-job/digest.ts';
import type { Example, Failures, Group } from '../array-job/failures.ts';
import { oneLine } from '../array-job/untrusted.ts';
import { text } from './escape.ts';
import { details } from './figures.ts';
import { logLink } from './links.ts';
import type { Report } from './report.ts';

/** Rows of causes at most. */
const MOST_GROUPS = 20;

/**
 * @param withLines whether to show the children's last log lines
 * @returns a section of the page; of a plain job, which is its own only child, no table
 */
export function failedChildren(failures: Failures, report: Report, withLines: boolean): string {
  const groups = failures.groups.slice(0, MOST_GROUPS);
  const left = failures.groups.length - groups.length;
  const rows = groups.map((group) => `| ${title(group)} | ${text(group.cause)} |`);
  const folded = withLines ? groups.flatMap((group) => examples(group, report)) : [];
  if (report.size === 1) return folded.join('\n\n');
  const lost = thousands(failures.interrupted);
  const spot =
    failures.interrupted === 0
      ? []
      : [`A Spot interruption ended the last attempt of ${lost} of them.`];
  return [
    '### Failed children',
    ['| Which | Why |', '|---|---|', ...rows].join('\n'),
    ...(left > 0 ? [`and ${counted(left, 'other cause', 'other causes')}`] : []),
    ...spot,
    ...folded,
  ].join('\n\n');
}

function examples({ examples }: Group, report: Report): string[] {
  const whose = (index: number) => (report.size === 1 ? 'The job' : `Child ${index}`);
  return examples.map((example) =>
    details(
      `${whose(example.index)}: attempts and last log lines`,
      [attemptsAndLines(example), ...wholeLog(example, report)].join('\n\n'),
    ),
  );
}

function attemptsAndLines({ attempts, lines }: Example): string {
  return preformatted([...attemptLines(attempts), ...(lines.length > 0 ? ['', ...lines] : [])]);
}

function wholeLog({ logStream }: Example, report: Report): string[] {
  const link = logStream === undefined ? undefined : logLink(logStream, report);
  return link === undefined ? [] : [`[Its whole log](${link})`];
}

/** @returns the last lines of a job, folded away */
export function logOf(name: string, lines: readonly string[]): string {
  return details(`Last log lines of ${name}`, preformatted(lines));
}

/** In a `<pre>` nothing is Markdown; what is HTML is made harmless, and no line can end it. */
function preformatted(lines: readonly string[]): string {
  const entity = (c: string) => `&#${c.charCodeAt(0)};`;
  const html = lines.map((line) => oneLine(line).replace(/[&<>]/g, entity));
  return `<pre>${html.join('\n')}</pre>`;
}

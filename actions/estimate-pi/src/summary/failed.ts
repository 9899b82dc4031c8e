/** Failed children, the causes first, their log lines folded away. */
import { title } from '../array-job/digest.ts';
import type { Example, Failures, Group } from '../array-job/failures.ts';
import { oneLine } from '../array-job/untrusted.ts';
import { text } from './escape.ts';
import { details } from './figures.ts';

/** Rows of causes at most. */
const MOST_GROUPS = 20;

/**
 * @param withLines whether to show the children's last log lines
 * @returns a section of the page
 */
export function failedChildren(failures: Failures, withLines: boolean): string {
  const groups = failures.groups.slice(0, MOST_GROUPS);
  const left = failures.groups.length - groups.length;
  const rows = groups.map((group) => `| ${title(group)} | ${text(group.cause)} |`);
  const spot =
    failures.interrupted === 0
      ? []
      : [`${failures.interrupted} of them lost their last attempt to a Spot interruption.`];
  return [
    '### Failed children',
    ['| Which | Why |', '|---|---|', ...rows].join('\n'),
    ...(left > 0 ? [`and ${left} other causes`] : []),
    ...spot,
    ...(withLines ? groups.flatMap(examples) : []),
  ].join('\n\n');
}

function examples({ examples }: Group): string[] {
  return examples.map((example) =>
    details(`Child ${example.index}: attempts and last log lines`, attemptsAndLines(example)),
  );
}

function attemptsAndLines({ attempts, lines }: Example): string {
  const ends = attempts.map((end, i) => `attempt ${i + 1}: ${end}`);
  return preformatted([...ends, ...(lines.length > 0 ? ['', ...lines] : [])]);
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

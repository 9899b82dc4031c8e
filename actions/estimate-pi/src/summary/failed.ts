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
    details(`Child ${example.index}: attempts and last log lines`, preformatted(example)),
  );
}

/** In a `<pre>` nothing is Markdown; what is HTML is made harmless, and no line can end it. */
function preformatted({ attempts, lines }: Example): string {
  const ends = attempts.map((end, i) => `attempt ${i + 1}: ${end}`);
  const all = [...ends, ...(lines.length > 0 ? ['', ...lines] : [])];
  const html = all.map((line) => oneLine(line).replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`));
  return `<pre>${html.join('\n')}</pre>`;
}

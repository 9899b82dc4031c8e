/** The page that GitHub shows under a run: made from a report, in GitHub Markdown. Pure. */
import type { Summary } from '../../../../worker/src/summary.ts';
import type { Ending } from '../array-job/ending.ts';
import { code, text } from './escape.ts';

/** Everything that the page is made from. */
export interface Report {
  readonly ending: Ending;
  /** What was to run. */
  readonly title: string;
  readonly stackName: string;
  readonly arrayJobId: string | undefined;
  readonly summarizeJobId: string | undefined;
  readonly size: number;
  /** The action as a workflow names it. */
  readonly uses: string;
}

const ICONS: Record<Ending['kind'], string> = {
  succeeded: '✅',
  partial: '⚠️',
  failed: '❌',
  cancelled: '🚫',
  'timed-out': '⌛',
  stuck: '⛔',
  adrift: '⚠️',
  detached: '➡️',
};

/** @returns the whole page */
export function page(report: Report): string {
  const { ending } = report;
  const parts = [
    `## ${ICONS[ending.kind]} ${text(ending.cause)}`,
    ending.remedy === undefined ? undefined : text(ending.remedy),
    ending.summary === undefined ? undefined : warnings(ending.summary),
    table(rows(report)),
    ending.summary === undefined ? undefined : repeat(ending.summary, report),
  ];
  return `${parts.filter((part) => part !== undefined && part !== '').join('\n\n')}\n`;
}

type Row = readonly [label: string, markdown: string];

function rows({ ending: { summary }, ...report }: Report): Row[] {
  const found: Row[] = summary === undefined ? [] : summaryRows(summary);
  return [
    ...found,
    ['Array job', report.arrayJobId === undefined ? 'not submitted' : code(report.arrayJobId)],
    [
      'Summarize job',
      report.summarizeJobId === undefined ? 'not submitted' : code(report.summarizeJobId),
    ],
    ['Stack', code(report.stackName)],
  ];
}

function summaryRows(summary: Summary): Row[] {
  const { interval, reference, children } = summary;
  const rows: Row[] = [[text(summary.quantity), String(summary.value)]];
  if (interval !== undefined) {
    rows.push([`${interval.confidence * 100}% interval`, `± ${interval.halfWidth}`]);
  }
  if (reference !== undefined) rows.push([text(reference.label), String(reference.value)]);
  const missing = children.missing === '' ? '' : `; missing: ${text(children.missing)}`;
  rows.push(['Children', `${children.received} of ${children.expected}${missing}`]);
  for (const [name, total] of Object.entries(summary.totals)) rows.push([text(name), text(total)]);
  return [...rows, ...summary.rows.map(({ label, value }): Row => [text(label), text(value)])];
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(([label, markdown]) => `| ${label} | ${markdown} |`);
  return ['| | |', '|---|---|', ...lines].join('\n');
}

function warnings({ warnings }: Summary): string {
  return warnings.map((warning) => `> [!WARNING]\n> ${text(warning)}`).join('\n\n');
}

/** The same run again, to the last unit. */
function repeat(summary: Summary, { size, uses }: Report): string {
  const inputs = [['array-size', String(size)], ...Object.entries(summary.repeat)];
  const lines = inputs.map(([name, value]) => `    ${name}: "${value?.replace(/[^\w.+-]/g, '')}"`);
  return ['### Repeat it', '', '```yaml', `- uses: ${uses}`, '  with:', ...lines, '```'].join('\n');
}

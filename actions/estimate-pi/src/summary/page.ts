/** The page that GitHub shows under a run: made from a report, in GitHub Markdown. Pure. */
import type { Summary } from '../../../../worker/src/summary.ts';
import { convergence, spread } from './charts.ts';
import { failedChildren, logOf } from './failed.ts';
import { allFigures, keyFigures } from './figures.ts';
import { heading } from './heading.ts';
import { lookCloser } from './links.ts';
import type { Report } from './report.ts';
import { timeline } from './timeline.ts';

/** GitHub drops a summary of more than 1 MiB, the whole of it. */
export const MOST_BYTES = 1_000_000;

/** What is left out, step by step, until the page is small enough. */
const STEPS = [
  { lines: true, charts: true, figures: true },
  { lines: false, charts: true, figures: true },
  { lines: false, charts: false, figures: true },
  { lines: false, charts: false, figures: false },
] as const;

/**
 * @param budget bytes of UTF-8
 * @returns the whole page; if nothing else helps, cut off at the budget
 */
export function page(report: Report, budget = MOST_BYTES): string {
  for (const step of STEPS) {
    const markdown = render(report, step);
    if (Buffer.byteLength(markdown) <= budget) return markdown;
  }
  const bytes = Buffer.from(render(report, { lines: false, charts: false, figures: false }));
  return bytes
    .subarray(0, budget)
    .toString('utf8')
    .replace(/\uFFFD$/, '');
}

interface Step {
  readonly lines: boolean;
  readonly charts: boolean;
  readonly figures: boolean;
}

function render(report: Report, { lines, charts, figures }: Step): string {
  const { summary, failures, summarizeLog = [] } = report.ending;
  const parts = [
    ...heading(report),
    keyFigures(report),
    lookCloser(report),
    failures === undefined ? undefined : failedChildren(failures, report, lines),
    lines && summarizeLog.length > 0 ? logOf('the summarize job', summarizeLog) : undefined,
    charts && summary !== undefined ? convergence(summary) : undefined,
    charts ? timeline(report) : undefined,
    charts && summary !== undefined ? spread(summary) : undefined,
    summary === undefined ? undefined : repeat(summary, report),
    figures ? allFigures(report) : undefined,
  ];
  return `${parts.filter((part) => part).join('\n\n')}\n`;
}

/** The same run again, to the last unit. What is no plain word of YAML is no parameter of ours. */
function repeat(summary: Summary, { size, uses }: Report): string {
  const inputs = [['array-size', String(size)], ...Object.entries(summary.repeat)];
  const plain = inputs.filter((input) => input.every((word) => /^[\w.+-]{1,60}$/.test(word)));
  const lines = plain.map(([name, value]) => `    ${name}: '${value}'`);
  return ['### Repeat it', '', '```yaml', `- uses: ${uses}`, '  with:', ...lines, '```'].join('\n');
}

/** What the run took, in a row; and every other figure, folded away. */
import type { Summary } from '../../../../worker/src/summary.ts';
import { thousands } from '../array-job/amounts.ts';
import { code, text } from './escape.ts';
import { consoleLink, logLink } from './links.ts';
import { grouped, large, percent, short, span } from './numbers.ts';
import { type Report, wallMs } from './report.ts';

type Cell = readonly [label: string, markdown: string];

/** Characters of the name of a figure. */
const LONGEST_LABEL = 40;

/** The figures that a presenter would point at. */
export function keyFigures(report: Report): string {
  const row = table([
    ...children(report),
    ['Wall time', span(wallMs(report))],
    ...throughput(report),
    ...spent(report),
  ]);
  return [row, ...trials(report)].join('\n\n');
}

/** What went well in the end, but not at once. */
function trials({ ending: { census } }: Report): string[] {
  const counts = [
    ['Children with more than one attempt', census?.retried],
    ['Spot interruptions', census?.interrupted],
  ] as const;
  const said = counts.flatMap(([label, count]) => (count ? `${label}: ${thousands(count)}.` : []));
  return said.length === 0 ? [] : [said.join(' ')];
}

function children({ size, ending: { summary, failures, array } }: Report): Cell[] {
  const counts = array?.array?.counts;
  const done =
    summary?.children.received ?? counts?.SUCCEEDED ?? (failures ? size - failures.total : 0);
  const expected = summary?.children.expected ?? size;
  const cells: Cell[] = [['Children', `${thousands(done)} of ${thousands(expected)}`]];
  if (failures !== undefined) cells.push(['Failed', thousands(failures.total)]);
  return cells;
}

function throughput(report: Report): Cell[] {
  const [total] = Object.entries(report.ending.summary?.totals ?? {});
  if (total === undefined) return [];
  const [name, value] = total;
  const seconds = wallMs(report) / 1000;
  const cells: Cell[] = [[named(name), grouped(value)]];
  if (seconds > 0) cells.push([`${named(name)}/s`, large(Number(value) / seconds)]);
  return cells;
}

function spent({ ending: { census }, pricePerVcpuHour: price }: Report): Cell[] {
  if (census === undefined) return [];
  const vcpuSeconds = census.runSeconds * census.vcpus;
  const cells: Cell[] = [['vCPU-seconds', short(vcpuSeconds)]];
  if (price > 0) {
    cells.push([`Cost (${price} a vCPU-hour)`, short((vcpuSeconds / 3600) * price)]);
  }
  return cells;
}

/** Everything else, folded away. */
export function allFigures(report: Report): string {
  const { summary, census } = report.ending;
  const rows: Cell[] = [
    ...(summary === undefined ? [] : summaryRows(summary)),
    [report.size === 1 ? 'Job' : 'Array job', jobCell(report.arrayJobId, report)],
    ['Summarize job', jobCell(report.summarizeJobId, report)],
    ...logRows(report),
    ['Stack', `${code(report.stackName)}${report.region ? ` in ${text(report.region)}` : ''}`],
  ];
  if (census !== undefined && census.retried === undefined) {
    rows.push(['Left out of the vCPU-seconds', 'all attempts but the last of each child']);
  }
  const lines = rows.map(([label, markdown]) => `| ${label} | ${markdown} |`);
  return details('All figures', ['| Figure | Value |', '|---|---|', ...lines].join('\n'));
}

function summaryRows({ value, interval, quantity, reference, ...summary }: Summary): Cell[] {
  const { duplicates, malformed, missing } = summary.children;
  const rows: Cell[] = [[named(quantity), String(value)]];
  if (interval !== undefined) {
    rows.push([`${percent(interval.confidence)} interval`, `± ${short(interval.halfWidth)}`]);
  }
  if (reference !== undefined) {
    rows.push([`${text(reference.label, LONGEST_LABEL)}, exactly`, String(reference.value)]);
  }
  for (const [name, total] of Object.entries(summary.totals)) {
    rows.push([named(name), grouped(total)]);
  }
  for (const { label, value } of summary.rows) rows.push([named(label), text(value)]);
  rows.push(['Duplicate results', thousands(duplicates)]);
  rows.push(['Malformed messages', thousands(malformed)]);
  if (missing !== '') rows.push(['Missing children', text(missing)]);
  rows.push(['Seconds of computing', short(summary.computeSeconds)]);
  return rows;
}

function jobCell(id: string | undefined, report: Report): string {
  if (id === undefined) return 'not submitted';
  const link = consoleLink(id, report);
  return link === undefined ? code(id) : `[${code(id)}](${link})`;
}

function logRows(report: Report): Cell[] {
  const stream = report.ending.summarize?.logStream;
  if (stream === undefined) return [];
  const link = logLink(stream, report);
  return [['Its log', link === undefined ? code(stream) : `[${code(stream)}](${link})`]];
}

/** A name from a Summary, as the label that it becomes. */
function named(name: string): string {
  return text(name.charAt(0).toUpperCase() + name.slice(1), LONGEST_LABEL);
}

function table(cells: readonly Cell[]): string {
  return [
    `| ${cells.map(([label]) => label).join(' | ')} |`,
    `|${':-:|'.repeat(cells.length)}`,
    // A number stays with its unit.
    `| ${cells.map(([, markdown]) => markdown.replaceAll(' ', '&nbsp;')).join(' | ')} |`,
  ].join('\n');
}

/** @param markdown stands between blank lines, so that it is read as Markdown */
export function details(summary: string, markdown: string): string {
  return `<details><summary>${summary}</summary>\n\n${markdown}\n\n</details>`;
}

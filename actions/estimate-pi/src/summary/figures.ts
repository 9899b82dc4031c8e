/** What the run took, in a row; and every other figure, folded away. */
import type { Summary } from '../../../../worker/src/summary.ts';
import { duration } from '../array-job/progress.ts';
import { code, text } from './escape.ts';
import { consoleLink, logLink } from './links.ts';
import { grouped, large, short } from './numbers.ts';
import type { Report } from './report.ts';

type Cell = readonly [label: string, markdown: string];

/** The figures that a presenter would point at. */
export function keyFigures(report: Report): string {
  const { census, summary } = report.ending;
  const cells: Cell[] = [['Children', children(report)]];
  cells.push(['Wall time', duration(report.endedAt - report.startedAt)]);
  const [total] = Object.entries(summary?.totals ?? {});
  if (total !== undefined) {
    const [name, value] = total;
    const seconds = (report.endedAt - report.startedAt) / 1000;
    cells.push([text(name), grouped(value)]);
    if (seconds > 0) cells.push([`${text(name)}/s`, large(Number(value) / seconds)]);
  }
  if (census !== undefined) {
    const vcpuSeconds = census.runSeconds * census.vcpus;
    cells.push(['vCPU-seconds', short(vcpuSeconds)]);
    const price = report.pricePerVcpuHour;
    if (price > 0) cells.push(['Cost', `${short((vcpuSeconds / 3600) * price)}`]);
  }
  return table(cells);
}

function children({ size, ending: { summary, census, failures, array } }: Report): string {
  const counts = array?.array?.counts;
  const done =
    summary?.children.received ?? counts?.SUCCEEDED ?? (failures ? size - failures.total : 0);
  const parts = [`${done} of ${summary?.children.expected ?? size}`];
  if (failures !== undefined) parts.push(`${failures.total} failed`);
  if (census?.retried) parts.push(`${census.retried} retried`);
  if (census?.interrupted) parts.push(`${census.interrupted} Spot interruptions`);
  return parts.join(', ');
}

/** Everything else, folded away. */
export function allFigures(report: Report): string {
  const { summary } = report.ending;
  const rows: Cell[] = [
    ...(summary === undefined ? [] : summaryRows(summary)),
    ['Array job', jobCell(report.arrayJobId, report)],
    ['Summarize job', jobCell(report.summarizeJobId, report)],
    ...logRows(report),
    ['Stack', `${code(report.stackName)}${report.region ? ` in ${text(report.region)}` : ''}`],
  ];
  const lines = rows.map(([label, markdown]) => `| ${label} | ${markdown} |`);
  return details('All figures', ['| | |', '|---|---|', ...lines].join('\n'));
}

function summaryRows({ value, interval, quantity, reference, ...summary }: Summary): Cell[] {
  const { duplicates, malformed, missing } = summary.children;
  const rows: Cell[] = [[text(quantity), String(value)]];
  if (interval !== undefined) {
    rows.push([
      `${Number((interval.confidence * 100).toFixed(3))}% interval`,
      `± ${interval.halfWidth}`,
    ]);
  }
  if (reference !== undefined) rows.push([text(reference.label), String(reference.value)]);
  for (const [name, total] of Object.entries(summary.totals)) {
    rows.push([text(name), grouped(total)]);
  }
  for (const { label, value } of summary.rows) rows.push([text(label), text(value)]);
  rows.push(['Duplicates, malformed', `${duplicates}, ${malformed}`]);
  if (missing !== '') rows.push(['Missing', text(missing)]);
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

function table(cells: readonly Cell[]): string {
  return [
    `| ${cells.map(([label]) => label).join(' | ')} |`,
    `|${'---|'.repeat(cells.length)}`,
    `| ${cells.map(([, markdown]) => markdown).join(' | ')} |`,
  ].join('\n');
}

/** @param markdown stands between blank lines, so that it is read as Markdown */
export function details(summary: string, markdown: string): string {
  return `<details><summary>${summary}</summary>\n\n${markdown}\n\n</details>`;
}

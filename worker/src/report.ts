/** A Summary as the short table that the summarize job prints before it. */
import { spread } from './spread.ts';
import type { Summary } from './summary.ts';
import { table } from './table.ts';
import { counted } from './text.ts';

/** At most this many points of the running estimate are shown: the whole series is in the Summary. */
const POINTS = 6;

/** The lines of the table. */
export function report(summary: Summary): string[] {
  const { children, repeat, rows, warnings } = summary;
  const facts = [
    ['array job', summary.arrayJobId],
    [
      'results',
      `${children.received} of ${children.expected}, ${counted(children.duplicates, 'duplicate')}, ${children.malformed} malformed`,
    ],
    ...(children.missing === '' ? [] : [['missing', children.missing]]),
    ...rows.map(({ label, value }) => [label, value]),
    [
      'repeat with',
      Object.entries(repeat)
        .flatMap(([name, value]) => [`--${name}`, value])
        .join(' '),
    ],
    ...warnings.map((warning) => ['warning', warning]),
  ];
  const points = spread(summary.series.running, POINTS).map(
    ({ children: first, value, halfWidth }) =>
      halfWidth === undefined
        ? [`${first}`, `${value}`]
        : [`${first}`, rounded(value, halfWidth), `± ${rounded(halfWidth, halfWidth)}`],
  );
  return [
    ...table(facts),
    ...(points.length > 1
      ? ['', ...table([['children', summary.quantity, 'interval'], ...points], 'r')]
      : []),
    '',
  ];
}

/** A number with as many decimals as two significant digits of its uncertainty have. */
function rounded(value: number, halfWidth: number): string {
  if (halfWidth === 0) return `${value}`;
  return value.toFixed(Math.min(15, Math.max(0, 1 - Math.floor(Math.log10(halfWidth)))));
}

/** Charts of a Summary, in Mermaid's xychart. */
import type { Summary } from '../../../../worker/src/summary.ts';
import { text } from './escape.ts';
import { decimalsFor, percent, plain } from './numbers.ts';
import { evenly, merged } from './series.ts';

/** Tones that are seen on white and on black. */
const GREY = '#8b949e';
const GOLD = '#d29922';
const BLUE = '#2f81f7';

/** Wide and low: as wide as GitHub's page, and two of them on a screen. */
const LAYOUT = { width: 900, height: 340, xAxis: { labelFontSize: 12 } };
/** The first so many of the children make intervals so wide that nothing else would be seen. */
const TOO_EARLY = 1 / 32;
/** Below this number of children, bars say nothing of how they spread. */
const LEAST_SPREAD = 10;
/** So many bars still have room for their names. */
const MOST_BARS = 12;

interface Line {
  readonly colour: string;
  readonly values: readonly number[];
}

/** How the estimate and its interval closed in on the reference, child by child. */
export function convergence(summary: Summary): string | undefined {
  const { reference, interval } = summary;
  const points = evenly(summary.series.running, TOO_EARLY);
  const [first, last] = [points[0], points.at(-1)];
  if (points.length < 3 || first === undefined || last === undefined) return undefined;
  const bounded = points.some(({ halfWidth }) => halfWidth > 0);
  const lines: Line[] = [
    ...(bounded ? bounds(points) : []),
    ...(reference ? [{ colour: GOLD, values: points.map(() => reference.value) }] : []),
    { colour: BLUE, values: points.map(({ value }) => value) },
  ];
  const all = lines.flatMap(({ values }) => values);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const margin = (most - least) / 20;
  // Finer than a pixel is fine enough.
  const number = (value: number) => plain(value, decimalsFor(most - least) + 2);
  const [low, high] = [number(least - margin), number(most + margin)];
  if (low === undefined || high === undefined || low === high) return undefined;
  const legend = [
    'Blue: the estimate from the first children',
    ...(bounded ? [`grey: its ${interval ? `${percent(interval.confidence)} ` : ''}interval`] : []),
    ...(reference === undefined ? [] : [`gold: ${text(reference.label, 60)}`]),
  ];
  return [
    '### How the estimate closed in',
    '',
    ...chart(
      lines.map(({ colour }) => colour),
      [
        `  x-axis "children" ${first.children} --> ${last.children}`,
        `  y-axis ${label(summary.quantity)} ${low} --> ${high}`,
        ...lines.map(({ values }) => `  line [${values.map(number).join(', ')}]`),
      ],
    ),
    '',
    `${legend.join(', ')}.`,
  ].join('\n');
}

function bounds(points: readonly { value: number; halfWidth: number }[]): Line[] {
  return [-1, 1].map((sign) => ({
    colour: GREY,
    values: points.map(({ value, halfWidth }) => value + sign * halfWidth),
  }));
}

/** How far the children's own estimates spread. */
export function spread({ quantity, series: { histogram } }: Summary): string | undefined {
  const total = histogram.counts.reduce((sum, count) => sum + count, 0);
  if (total < LEAST_SPREAD) return undefined;
  const bins = merged(histogram, MOST_BARS);
  // Each bar is named by its middle.
  const [first, second] = bins;
  if (first === undefined || second === undefined) return undefined;
  const decimals = Math.max(0, decimalsFor(second.middle - first.middle) - 1);
  const names = bins.map(({ middle }) => middle.toFixed(decimals));
  const readable = names.every((name) => !name.includes('e'));
  if (!readable || new Set(names).size < names.length) return undefined;
  return [
    "### How the children's own estimates spread",
    '',
    ...chart(
      [BLUE],
      [
        `  x-axis ${label(quantity)} [${names.map((name) => `"${name}"`).join(', ')}]`,
        `  y-axis "children" 0 --> ${Math.max(...bins.map(({ count }) => count))}`,
        `  bar [${bins.map(({ count }) => count).join(', ')}]`,
      ],
    ),
  ].join('\n');
}

function chart(colours: readonly string[], lines: readonly string[]): string[] {
  const palette = { plotColorPalette: colours.join(', '), backgroundColor: 'transparent' };
  const settings = { xyChart: LAYOUT, themeVariables: { xyChart: palette } };
  return ['```mermaid', `%%{init: ${JSON.stringify(settings)}}%%`, 'xychart-beta', ...lines, '```'];
}

/** Quoted text in Mermaid: whatever could end it, or begin anything else, is left out. */
function label(value: string): string {
  return `"${value.replace(/[^\p{L}\p{N} .,+-]/gu, ' ').slice(0, 40)}"`;
}

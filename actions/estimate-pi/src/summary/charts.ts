/** Charts of a Summary, in Mermaid's xychart. */
import type { Summary } from '../../../../worker/src/summary.ts';
import { text } from './escape.ts';
import { decimalsFor } from './numbers.ts';

/** Tones that are seen on white and on black. */
const GREY = '#8b949e';
const GOLD = '#d29922';
const BLUE = '#2f81f7';

/** How the estimate and its interval closed in on the reference, child by child. */
export function convergence(summary: Summary): string | undefined {
  const { running } = summary.series;
  const [first, last] = [running[0], running.at(-1)];
  if (running.length < 3 || first === undefined || last === undefined) return undefined;
  const widths = running.map(({ halfWidth = 0 }) => halfWidth);
  const middle = summary.reference?.value ?? last.value;
  // The first few intervals are so wide that nothing else would be seen.
  const early = running.slice(Math.floor(running.length / 16));
  const reach = Math.max(
    ...early.map(({ value, halfWidth = 0 }) => Math.abs(value - middle) + halfWidth),
  );
  if (!(reach > 0)) return undefined;
  const [low, high] = [middle - 1.05 * reach, middle + 1.05 * reach];
  // Finer than a pixel is fine enough.
  const decimals = decimalsFor(reach) + 2;
  const line = (values: readonly number[]) => {
    const shown = values.map((v) => number(Math.min(high, Math.max(low, v)), decimals));
    return `  line [${shown.join(', ')}]`;
  };
  const bounds = widths.some((width) => width > 0);
  const lines = [
    ...(bounds ? [line(running.map(({ value, halfWidth = 0 }) => value - halfWidth))] : []),
    ...(bounds ? [line(running.map(({ value, halfWidth = 0 }) => value + halfWidth))] : []),
    ...(summary.reference === undefined ? [] : [line(running.map(() => middle))]),
    line(running.map(({ value }) => value)),
  ];
  const colours = [
    ...(bounds ? [GREY, GREY] : []),
    ...(summary.reference === undefined ? [] : [GOLD]),
    BLUE,
  ];
  const legend = [
    'Blue: the estimate from the first children',
    ...(bounds ? ['grey: its interval'] : []),
    ...(summary.reference === undefined ? [] : [`gold: ${text(summary.reference.label)}`]),
  ];
  return [
    '### How the estimate closed in',
    '',
    ...chart(colours, [
      `  x-axis "children" ${first.children} --> ${last.children}`,
      `  y-axis ${label(summary.quantity)} ${number(low, decimals)} --> ${number(high, decimals)}`,
      ...lines,
    ]),
    '',
    `${legend.join(', ')}.`,
  ].join('\n');
}

/** How far the children's own estimates spread. */
export function spread({ quantity, series: { histogram } }: Summary): string | undefined {
  const { from, to, counts } = histogram;
  if (counts.length < 2 || !(to > from) || !counts.some((n) => n > 0)) return undefined;
  const decimals = decimalsFor(to - from) + 1;
  return [
    "### How the children's own estimates spread",
    '',
    ...chart(
      [BLUE],
      [
        `  x-axis ${label(quantity)} ${number(from, decimals)} --> ${number(to, decimals)}`,
        '  y-axis "children"',
        `  bar [${counts.join(', ')}]`,
      ],
    ),
  ].join('\n');
}

function chart(colours: readonly string[], lines: readonly string[]): string[] {
  const theme = { themeVariables: { xyChart: { plotColorPalette: colours.join(', ') } } };
  return ['```mermaid', `%%{init: ${JSON.stringify(theme)}}%%`, 'xychart-beta', ...lines, '```'];
}

/** Mermaid reads no powers of ten. */
function number(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)));
}

/** Quoted text in Mermaid: whatever could end it, or begin anything else, is left out. */
function label(value: string): string {
  return `"${value.replace(/[^\p{L}\p{N} .,+-]/gu, ' ').slice(0, 60)}"`;
}

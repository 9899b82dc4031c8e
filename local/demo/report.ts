/** What the demo says at the end, from the Summary that the action put out. */
import { colours } from './colours.ts';
import { drawConvergence, type Point, type Reference } from './convergence.ts';
import type { Display } from './display.ts';
import { flowed, grouped, lowerFirst, rounded } from './words.ts';

/** The part of a Summary that the demo shows; the action has validated it. */
export interface ShownSummary {
  readonly headline: string;
  readonly reference?: Reference;
  readonly children: {
    readonly expected: number;
    readonly received: number;
    readonly duplicates: number;
    readonly missing: string;
  };
  readonly totals: Readonly<Record<string, string>>;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  readonly warnings: readonly string[];
  readonly repeat: Readonly<Record<string, string>>;
  readonly series: { readonly running: readonly Point[] };
}

/** The stage line of the summarize job. */
export function gathered({ children }: ShownSummary): string {
  const missing = children.missing === '' ? '0 missing' : `missing: ${children.missing}`;
  return `${children.received} of ${children.expected} results, ${children.duplicates} duplicates, ${missing}`;
}

/**
 * Prints the estimates as the children add up, the totals, the headline and where to look next.
 *
 * @param seconds wall time of the whole run
 * @param cores of this machine on which children ran at once
 * @param places label and path of what the run left behind
 */
export function report(
  summary: ShownSummary,
  display: Display,
  seconds: number,
  cores: number,
  places: readonly (readonly [string, string])[],
): void {
  display.print(
    '',
    ...drawConvergence(summary.series.running, display.width, summary.reference),
    '',
  );
  const totals = Object.entries(summary.totals).map(([name, value]) => `${name} ${grouped(value)}`);
  const rows = summary.rows.map(({ label, value }) => `${lowerFirst(label)}: ${value}`);
  display.print(...flowed([...totals, ...rows], display.width - 1).map((line) => ` ${line}`));
  const samples = Number(summary.totals['samples'] ?? 0);
  if (samples > 0) {
    const speed = rounded(samples / seconds);
    display.print(
      colours.dim(
        ` ${speed} samples/s on ${cores} ${cores === 1 ? 'core' : 'cores'}, start-up included`,
      ),
    );
  }
  for (const warning of summary.warnings) display.print(colours.yellow(` ⚠ ${warning}`));
  display.print('', ` ${colours.bold(summary.headline)}`, '');
  const again = Object.entries(summary.repeat).map(([name, value]) => `--${name} ${value}`);
  const size = `--array-size ${summary.children.expected}`;
  const lines = [
    ['same hits again', `npm run demo -- ${size} ${again.join(' ')}`] as const,
    ...places,
  ];
  for (const [label, value] of lines) display.print(` ${colours.dim(label.padEnd(17))} ${value}`);
}

/** The first thing that is seen: how the run ended, and the estimate with its right digits marked. */
import type { Summary } from '../../../../worker/src/summary.ts';
import { thousands } from '../array-job/amounts.ts';
import type { Ending } from '../array-job/ending.ts';
import { text } from './escape.ts';
import { decimalsFor, fixed, rightPart } from './numbers.ts';
import type { Report } from './report.ts';

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

/** @returns Markdown paragraphs */
export function heading({ ending, title }: Report): string[] {
  const icon = ICONS[ending.kind];
  const { summary } = ending;
  if (summary === undefined) {
    return [`## ${icon} ${text(ending.cause)}`, ...remedy(ending), text(title)];
  }
  return [
    `## ${icon} ${text(summary.quantity, 60)} ≈ ${estimate(summary)}`,
    text(summary.headline),
    ...notes(ending, summary),
  ];
}

function remedy({ remedy }: Ending): string[] {
  return remedy === undefined ? [] : [`**What to do:** ${text(remedy)}`];
}

/** @returns for example `<ins>3.14</ins>29 ± 0.0023` */
function estimate({ value, interval, reference }: Summary): string {
  const decimals = decimalsFor(interval?.halfWidth);
  const written = fixed(value, decimals);
  const right = reference === undefined ? '' : rightPart(written, reference.value);
  const marked = right === '' ? written : `<ins>${right}</ins>${written.slice(right.length)}`;
  return interval === undefined ? marked : `${marked} ± ${fixed(interval.halfWidth, decimals)}`;
}

function notes({ kind, failures }: Ending, summary: Summary): string[] {
  const found: string[] = [];
  if (summary.reference !== undefined && estimate(summary).startsWith('<ins>')) {
    found.push(
      `<sub>The underlined digits are those of ${text(summary.reference.label, 60)}.</sub>`,
    );
  }
  if (kind === 'partial') {
    const { expected, received, missing } = summary.children;
    const which = missing === '' ? '' : ` (missing: ${text(missing, 60)})`;
    const [most, ...others] = failures?.groups ?? [];
    const often = others.length > 0 ? 'Why, most often' : 'Why';
    const why = most === undefined ? '' : ` ${often}: ${text(most.cause)}.`;
    const from = `${thousands(received)} of ${thousands(expected)} children`;
    found.push(alert('WARNING', `Made from only ${from}${which}, so the interval is wider.${why}`));
  }
  return [...found, ...summary.warnings.map((warning) => alert('WARNING', text(warning)))];
}

/** @param markdown one line */
function alert(kind: 'WARNING' | 'NOTE', markdown: string): string {
  return `> [!${kind}]\n> ${markdown}`;
}

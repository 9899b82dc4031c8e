/** What the children's counts say together. */

import type { Tails } from './chi-square.ts';
import { counted, grouped, withError } from './format.ts';
import { histogram, runningEstimate } from './series.ts';
import {
  CONFIDENCE,
  type Counts,
  digitsRight,
  estimate,
  halfWidth,
  homogeneity,
  pool,
  standardError,
  zScore,
} from './statistics.ts';

/** What one child counted, and how. */
export interface PiResult {
  /** Which definition of the random points was used. */
  readonly estimator: string;
  /** Decimal. */
  readonly seed: string;
  readonly samples: number;
  readonly hits: number;
}

export interface IndexedResult {
  readonly index: number;
  readonly result: PiResult;
}

/** A sound run looks worse than this once in a million. */
const SUSPICIOUS = 1e-6;
/** The normal quantile of that, two-sided. */
const SUSPICIOUS_Z = 4.89163847569859;
const MAX_POINTS = 64;

/** The first way in which two children disagree about the run they belong to, in words, if any do. */
export function disagreement(results: readonly IndexedResult[]): string | undefined {
  const [first, ...others] = results;
  if (first === undefined) return undefined;
  for (const name of ['estimator', 'seed', 'samples'] as const) {
    const other = others.find(({ result }) => result[name] !== first.result[name]);
    if (other) {
      return (
        `child ${first.index} has ${name} ${first.result[name]}, ` +
        `but child ${other.index} has ${other.result[name]}`
      );
    }
  }
  return undefined;
}

function warnings(total: Counts, agreement: Tails | undefined): string[] {
  const found: string[] = [];
  if (agreement && agreement.upper < SUSPICIOUS) {
    found.push(
      `The children differ more than chance allows (chi-square, p = ${agreement.upper.toExponential(1)}): suspect a host that computes wrongly.`,
    );
  }
  if (agreement && agreement.lower < SUSPICIOUS) {
    found.push(
      `The children agree more than chance allows (chi-square, 1 - p = ${agreement.lower.toExponential(1)}): suspect children that share random numbers.`,
    );
  }
  const z = zScore(total);
  if (Math.abs(z) > SUSPICIOUS_Z) {
    found.push(`The estimate is ${Math.abs(z).toFixed(1)} standard errors away from π.`);
  }
  return found;
}

function rows(total: Counts, samplesEach: number, agreement: Tails | undefined) {
  const value = estimate(total);
  const digits = digitsRight(value);
  return [
    { label: 'Samples a child', value: grouped(samplesEach) },
    { label: 'Standard error', value: standardError(total).toPrecision(3) },
    {
      label: 'Digits right',
      value: digits === '' ? 'none' : `${digits.replace('.', '').length} (${digits})`,
    },
    { label: 'Distance from π', value: `${zScore(total).toFixed(2)} standard errors` },
    {
      label: 'Children agree',
      value: agreement ? `p = ${agreement.upper.toPrecision(2)} (chi-square)` : 'cannot be told',
    },
  ];
}

/**
 * The estimate, its error, and whether the children look sound.
 *
 * @param results of one run (see `disagreement`), in order of index, at least one
 */
export function findings(results: readonly IndexedResult[]) {
  const children = results.map(({ result }) => ({
    samples: BigInt(result.samples),
    hits: BigInt(result.hits),
  }));
  const { seed, samples } = results[0]?.result ?? { seed: '', samples: 0 };
  const total = pool(children);
  const agreement = homogeneity(children);
  const value = estimate(total);
  const error = halfWidth(total);
  const from =
    `${counted(total.samples, 'sample', 'samples')} ` +
    `from ${counted(children.length, 'child', 'children')}`;
  return {
    headline: `Pi is approximately ${withError(value, error)} (${100 * CONFIDENCE}% confidence, ${from})`,
    quantity: 'Pi',
    value,
    interval: { halfWidth: error, confidence: CONFIDENCE },
    reference: { label: 'π', value: Math.PI },
    repeat: { samples: String(samples), seed },
    totals: { samples: String(total.samples), hits: String(total.hits) },
    rows: rows(total, samples, agreement),
    warnings: warnings(total, agreement),
    series: {
      running: runningEstimate(children, MAX_POINTS),
      histogram: histogram(children, MAX_POINTS),
    },
  };
}

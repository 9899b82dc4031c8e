/**
 * What hits and samples say about π. Counts arrive as exact integers of any size and become
 * floating point only in a ratio.
 */
import { chiSquareTails, type Tails } from './chi-square.ts';

export interface Counts {
  readonly samples: bigint;
  /** 0 <= hits <= samples. */
  readonly hits: bigint;
}

/** The chance that an interval holds the true value. */
export const CONFIDENCE = 0.95;
/** The normal quantile of that confidence, two-sided. */
const Z = 1.959963984540054;

/** The sum of many counts. */
export function pool(counts: readonly Counts[]): Counts {
  let samples = 0n;
  let hits = 0n;
  for (const count of counts) {
    samples += count.samples;
    hits += count.hits;
  }
  return { samples, hits };
}

/** 4·hits/samples: the circle covers π/4 of its square. */
export function estimate({ samples, hits }: Counts): number {
  return (4 * Number(hits)) / Number(samples);
}

/** The binomial standard error of the estimate, 4·√(p(1 - p)/n) with p = hits/n. */
export function standardError({ samples, hits }: Counts): number {
  const n = Number(samples);
  return (4 * Math.sqrt((Number(hits) / n) * (Number(samples - hits) / n))) / Math.sqrt(n);
}

/**
 * Half the width of a 95% interval around the estimate: from the estimate to the farther end of
 * Wilson's score interval. With many samples that is 1.96 standard errors, and with few it is never
 * 0, not even where every sample is a hit.
 * Source: Wilson, JASA 22 (1927); Brown, Cai and DasGupta, Statistical Science 16 (2001).
 */
export function halfWidth(counts: Counts): number {
  const n = Number(counts.samples);
  const p = Number(counts.hits) / n;
  const shrink = 1 + Z ** 2 / n;
  const half = (Z / shrink) * Math.sqrt((p * (1 - p)) / n + Z ** 2 / (4 * n ** 2));
  const shift = (Z ** 2 * (0.5 - p)) / (n * shrink);
  return 4 * (Math.abs(shift) + half);
}

/**
 * By how many standard errors the hits differ from what the true π makes expected (score test: the
 * standard error is that of π itself, so that it is never 0).
 */
export function zScore({ samples, hits }: Counts): number {
  const n = Number(samples);
  const p = Math.PI / 4;
  return (Number(hits) - n * p) / Math.sqrt(n * p * (1 - p));
}

/**
 * The chi-square test of homogeneity: do these children look like samples of one proportion?
 * Source: Pearson 1900; Σ(h_i - n·p)²/(n·p·(1 - p)) with p pooled has m - 1 degrees of freedom.
 *
 * @param children all with the same number of samples
 * @returns the tails of the distribution, or undefined where nothing can be said: fewer than two
 *   children, no hit at all, or no miss
 */
export function homogeneity(children: readonly Counts[]): Tails | undefined {
  const total = pool(children);
  const size = BigInt(children.length);
  if (size < 2n || total.hits === 0n || total.hits === total.samples) return undefined;
  // m·h_i - Σh is exact, where h_i - n·p would lose the digits that matter beyond 2^53.
  let squares = 0n;
  for (const { hits } of children) squares += (size * hits - total.hits) ** 2n;
  const p = Number(total.hits) / Number(total.samples);
  const sum = Number(squares) / Number(size) ** 2;
  const each = Number(total.samples) / Number(size);
  return chiSquareTails(sum / (each * p * (1 - p)), children.length - 1);
}

/** The leading digits that a value shares with π, for example `3.14159`; empty if not even the 3. */
export function digitsRight(value: number): string {
  const digits = value.toFixed(15);
  const pi = Math.PI.toFixed(15);
  let length = 0;
  while (length < pi.length && digits[length] === pi[length]) length += 1;
  return pi.slice(0, length).replace(/\.$/, '');
}

/**
 * Whether the streams of different seeds estimate π as independent random points would. The seeds
 * are fixed; were they drawn anew, each test would fail by chance once in a million times.
 */
import { expect, it } from '@jest/globals';
import { countHitsBlockwise } from '../../../worker/src/pi/blockwise.ts';
import { chiSquareTails } from '../../../worker/src/pi/chi-square.ts';
import { estimate, standardError, zScore } from '../../../worker/src/pi/statistics.ts';

const SEEDS = 1000;
const SAMPLES = 100_000;
/** The normal quantile of one in a million, two-sided. */
const BOUND = 4.892;

const runs = Array.from({ length: SEEDS }, (_, seed) => ({
  samples: BigInt(SAMPLES),
  hits: BigInt(countHitsBlockwise({ seed: BigInt(seed), index: 0 }, 0, SAMPLES)),
}));

it('has a mean over 1,000 seeds within 4.892 standard errors of π', () => {
  const mean = runs.reduce((sum, run) => sum + estimate(run), 0) / SEEDS;
  const sigma = (4 * Math.sqrt((Math.PI / 4) * (1 - Math.PI / 4))) / Math.sqrt(SAMPLES * SEEDS);
  expect(Math.abs(mean - Math.PI)).toBeLessThan(BOUND * sigma);
});

it('spreads over 1,000 seeds as much as its standard error says', () => {
  const squares = runs.reduce((sum, run) => sum + zScore(run) ** 2, 0);
  const { lower, upper } = chiSquareTails(squares, SEEDS);
  expect(Math.min(lower, upper)).toBeGreaterThan(0.5e-6);
});

it('has an interval of 1.96 standard errors that holds π for 95% of the seeds', () => {
  const held = runs.filter((run) => Math.abs(estimate(run) - Math.PI) <= 1.96 * standardError(run));
  const sigma = Math.sqrt(SEEDS * 0.95 * 0.05);
  expect(Math.abs(held.length - 0.95 * SEEDS)).toBeLessThan(BOUND * sigma);
});

it('gives different seeds and different indices different hits', () => {
  const seeds = new Set(runs.map(({ hits }) => hits));
  // 1,000 draws from a normal of standard deviation 130 meet some 460 different integers.
  expect(seeds.size).toBeGreaterThan(300);
  const indices = [0, 1, 2, 3, 4].map((index) =>
    countHitsBlockwise({ seed: 7n, index }, 0, 1_000_000),
  );
  expect(new Set(indices).size).toBe(5);
});

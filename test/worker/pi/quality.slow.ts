/**
 * Whether 10,000 streams are what independent random points would be. Seeds are fixed; were they
 * drawn anew, each test would fail by chance about once in a million times.
 */
import { describe, expect, it } from '@jest/globals';
import { chiSquareTails } from '../../../worker/src/pi/chi-square.ts';
import { blockOutputs } from '../../../worker/src/pi/exact.ts';
import { loadKernel } from '../../../worker/src/pi/kernel.ts';
import { zScore } from '../../../worker/src/pi/statistics.ts';
import { BLOCK_SAMPLES, type Stream } from '../../../worker/src/pi/stream.ts';

const countHits = loadKernel();
const SAMPLES = BLOCK_SAMPLES;
const SIDE = 100;
const STREAMS = SIDE * SIDE;
/** The normal quantile of one in a million, two-sided. */
const BOUND = 4.892;

const zOf = (stream: Stream, block = 0) =>
  zScore({
    samples: BigInt(SAMPLES),
    hits: BigInt(countHits(stream, block * BLOCK_SAMPLES, SAMPLES)),
  });

/** The normal distribution: its square has one degree of freedom. */
const normal = (z: number) => {
  const beyond = chiSquareTails(z * z, 1).upper / 2;
  return z < 0 ? beyond : 1 - beyond;
};

/** √n times the greatest distance of the values' distribution from the normal. */
function kolmogorovSmirnov(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const distances = sorted.map((z, i) =>
    Math.max((i + 1) / sorted.length - normal(z), normal(z) - i / sorted.length),
  );
  return Math.sqrt(sorted.length) * Math.max(...distances);
}

/** √n times the correlation of neighbours: normal if there is none. */
function neighbours(values: readonly number[], lag = 1): number {
  const pairs = values.length - lag;
  let sum = 0;
  for (let i = 0; i < pairs; i++) sum += (values[i] ?? 0) * (values[i + lag] ?? 0);
  return sum / Math.sqrt(pairs);
}

describe('the hits of 10,000 streams', () => {
  /** Row by row the seeds, in each row the indices. */
  const scores: number[] = [];
  for (let seed = 0; seed < SIDE; seed++) {
    for (let index = 0; index < SIDE; index++) scores.push(zOf({ seed: BigInt(seed), index }));
  }

  it('are spread as the normal distribution (Kolmogorov-Smirnov)', () => {
    // Kolmogorov's distribution: 2·exp(-2·2.693²) is one in a million. Hits are whole numbers, a
    // standard deviation of 420 wide, which moves the statistic by less than 0.05.
    expect(kolmogorovSmirnov(scores)).toBeLessThan(2.693 + 0.05);
  });

  it('are not correlated between neighbouring indices', () => {
    expect(Math.abs(neighbours(scores))).toBeLessThan(BOUND);
  });

  it('are not correlated between neighbouring seeds', () => {
    expect(Math.abs(neighbours(scores, SIDE))).toBeLessThan(BOUND);
  });

  it('are not correlated between neighbouring blocks of a stream', () => {
    const stream = { seed: 42n, index: 0 };
    const blocks = Array.from({ length: STREAMS }, (_, block) => zOf(stream, block));
    for (const lag of [1, 2, 3]) expect(Math.abs(neighbours(blocks, lag))).toBeLessThan(5.1);
  });
});

describe('the samples of a stream', () => {
  /** Hits of a block in order, centred and of unit variance, by the upper bits of the coordinates. */
  function sequence(stream: Stream): number[] {
    const outputs = blockOutputs(stream, 0);
    const p = Math.PI / 4;
    const values: number[] = [];
    while (values.length < BLOCK_SAMPLES) {
      const output = outputs.next().value;
      for (const word of [output & 0xffffffffn, output >> 32n]) {
        const x = Number(BigInt.asIntN(16, word));
        const y = Number(BigInt.asIntN(16, word >> 16n));
        values.push(((x * x + y * y <= 2 ** 30 ? 1 : 0) - p) / Math.sqrt(p * (1 - p)));
      }
    }
    return values;
  }

  it.each([0, 1, 9999])('are not correlated at any lag up to 64: index %d', (index) => {
    const values = sequence({ seed: 7n, index });
    const worst = Math.max(
      ...Array.from({ length: 64 }, (_, i) => Math.abs(neighbours(values, i + 1))),
    );
    // 64 chances to fail, each one in 64 million.
    expect(worst).toBeLessThan(5.67);
  });
});

/** A Summary as a worker would print it, without having computed anything. */
import type { Summary } from '../../../worker/src/summary.ts';

const SAMPLES = 1_000_000;
/** Of one sample: the variance of 4 when inside the circle, else 0. */
const VARIANCE = Math.PI * (4 - Math.PI);

/**
 * Running means of independent normal numbers, the same ones every time: after n of them about 1/sqrt(n) wide.
 * Source of the generator: Knuth, TAOCP 2, 3.3.4 (1664525, 1013904223); of the normal: sums of twelve.
 */
function runningMeans(count: number): number[] {
  let state = 7;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  let sum = 0;
  return Array.from({ length: count }, (_, i) => {
    sum += Array.from({ length: 12 }, uniform).reduce((a, b) => a + b, -6);
    return sum / (i + 1);
  });
}

/** @param received how many of the children's results are in, from 1 */
export function sampleSummary(
  arrayJobId: string,
  expected: number,
  received = expected,
  missing = '',
): Summary {
  const sigma = Math.sqrt(VARIANCE / SAMPLES);
  const means = runningMeans(received);
  const halfWidth = (children: number) => (1.96 * sigma) / Math.sqrt(children);
  const value = (children: number) => Math.PI + sigma * (means[children - 1] ?? 0);
  const points = Math.min(received, 64);
  const counts = Array.from({ length: 12 }, (_, i) =>
    Math.round((received / 4) * Math.exp(-((i - 5.5) ** 2) / 6)),
  );
  const samples = (BigInt(received) * BigInt(SAMPLES)).toString();
  const [estimate, half] = [value(received), halfWidth(received)];
  return {
    version: 1,
    simulation: 'pi',
    arrayJobId,
    headline:
      `Pi is approximately ${estimate.toFixed(5)} ± ${half.toFixed(5)} ` +
      `(95% confidence, ${Number(samples).toLocaleString('en-US')} samples from ${received} children)`,
    quantity: 'Pi',
    value: estimate,
    interval: { halfWidth: half, confidence: 0.95 },
    reference: { label: 'π', value: Math.PI },
    children: { expected, received, duplicates: 0, malformed: 0, missing },
    repeat: { samples: String(SAMPLES), seed: '42' },
    totals: { samples, hits: String(Math.round((Number(samples) * estimate) / 4)) },
    rows: [
      { label: 'Standard error', value: (half / 1.96).toFixed(7) },
      { label: 'Children agree', value: 'p = 0.27 (chi-square)' },
    ],
    warnings: [],
    series: {
      running: Array.from({ length: points }, (_, i) => {
        const children = Math.max(1, Math.round(((i + 1) / points) * received));
        return { children, value: value(children), halfWidth: halfWidth(children) };
      }),
      histogram: { from: Math.PI - 2 * halfWidth(1), to: Math.PI + 2 * halfWidth(1), counts },
    },
    computeSeconds: received * 0.12,
  };
}

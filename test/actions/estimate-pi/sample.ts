/** A Summary as a worker would print it, without having computed anything. */
import type { Summary } from '../../../worker/src/summary.ts';

const SAMPLES = 1_000_000;
/** Of one sample: the variance of 4 when inside the circle, else 0. */
const VARIANCE = Math.PI * (4 - Math.PI);

/** A number in -1..1 that looks random and is the same every time. */
const wobble = (i: number) => Math.sin(i * 12.9898 + 4.1);

/** @param received how many of the children's results are in, from 1 */
export function sampleSummary(
  arrayJobId: string,
  expected: number,
  received = expected,
  missing = '',
): Summary {
  const halfWidth = (children: number) => 1.96 * Math.sqrt(VARIANCE / (children * SAMPLES));
  const value = (children: number) => Math.PI + 0.6 * wobble(children) * halfWidth(children);
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
      `(95% confidence, ${samples} samples from ${received} children)`,
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

/** A Summary as the worker would print it, of hits that nobody has counted. */
import { findings } from '../../../worker/src/pi/summarize.ts';
import type { Summary } from '../../../worker/src/summary.ts';

const SAMPLES = 1_000_000;
/** Standard deviation of one sample, which is 4 when inside the circle, else 0. */
const SIGMA = Math.sqrt(Math.PI * (4 - Math.PI));

/**
 * Independent normal numbers, the same ones every time.
 * Source of the generator: Knuth, TAOCP 2, 3.3.4 (1664525, 1013904223); of the normal: sums of twelve.
 */
function normals(count: number): number[] {
  let state = 7;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, () =>
    Array.from({ length: 12 }, uniform).reduce((a, b) => a + b, -6),
  );
}

/** @param received how many of the children's results are in, from 1 */
export function sampleSummary(
  arrayJobId: string,
  expected: number,
  received = expected,
  missing = '',
): Summary {
  const results = normals(received).map((normal, index) => {
    const value = Math.PI + (SIGMA / Math.sqrt(SAMPLES)) * normal;
    const hits = Math.round((SAMPLES * value) / 4);
    return { index, result: { estimator: 'pseudo', seed: '42', samples: SAMPLES, hits } };
  });
  return {
    version: 1,
    simulation: 'pi',
    arrayJobId,
    ...findings(results),
    children: { expected, received, duplicates: 0, malformed: 0, missing },
    computeSeconds: received * 0.12,
  };
}

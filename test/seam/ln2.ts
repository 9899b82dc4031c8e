/** Another simulation in the place of Pi: ln 2 as the mean of 1 / (1 + u), u uniform in [0, 1). */
import * as v from 'valibot';
import type { Simulation } from '../../worker/src/simulation.ts';

type Moments = { samples: number; sum: number; squares: number };

/** A Weyl sequence of 32 bits, started by seed and index: enough for a test of the seam. */
function run(samples: number, seed: number, index: number): Moments {
  let [state, sum, squares] = [
    Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b),
    0,
    0,
  ];
  for (let i = 0; i < samples; i++) {
    state = (state + 0x9e3779b9) | 0;
    const value = 1 / (1 + (state >>> 0) / 2 ** 32);
    sum += value;
    squares += value * value;
  }
  return { samples, sum, squares };
}

export const simulation: Simulation<{ samples: number; seed: number }, Moments> = {
  name: 'ln2',
  defaults: { samples: '1000', seed: '1' },
  result: v.object({ samples: v.number(), sum: v.number(), squares: v.number() }),
  parse: ({ samples, seed }) => ({ samples: Number(samples), seed: Number(seed) }),
  run: async ({ index }, { samples, seed }) => run(samples, seed, index),
  summarize(results) {
    const add = (key: keyof Moments) => results.reduce((sum, { result }) => sum + result[key], 0);
    const samples = add('samples');
    const value = add('sum') / samples;
    const halfWidth = 1.96 * Math.sqrt((add('squares') / samples - value * value) / samples);
    return {
      headline: `ln 2 is approximately ${value.toFixed(6)}`,
      quantity: 'ln 2',
      value,
      interval: { halfWidth, confidence: 0.95 },
      reference: { label: 'ln 2', value: Math.LN2 },
      totals: { samples: String(samples) },
      repeat: { samples: String(results[0]?.result.samples ?? 0) },
      rows: [],
      warnings: [],
      series: {
        running: [{ children: results.length, value, halfWidth }],
        histogram: { from: 0, to: 1, counts: [results.length] },
      },
    };
  },
};

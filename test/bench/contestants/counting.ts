/**
 * Counts in JavaScript: `random`, `blockwise` or `kernel` by the first argument. Reads samples a
 * line, answers with seconds and hits.
 */
import { createInterface } from 'node:readline';
import { countHitsBlockwise } from '../../../worker/src/pi/blockwise.ts';
import { loadKernel } from '../../../worker/src/pi/kernel.ts';
import { FIRST_STREAM } from '../../worker/pi/known-answers.ts';

function countRandom(samples: number): number {
  let hits = 0;
  for (let i = 0; i < samples; i++) {
    const x = Math.random();
    const y = Math.random();
    if (x * x + y * y <= 1) hits += 1;
  }
  return hits;
}

function counter(name: string | undefined): (samples: number) => number {
  if (name === 'random') return countRandom;
  const countHits = name === 'blockwise' ? countHitsBlockwise : loadKernel();
  return (samples) => countHits(FIRST_STREAM, 0, samples);
}

const count = counter(process.argv[2]);
for await (const line of createInterface({ input: process.stdin })) {
  const start = performance.now();
  const hits = count(Number(line));
  process.stdout.write(`${(performance.now() - start) / 1000} ${hits}\n`);
}

/** The simulation of this demo: π from random points, as the seam wants it. */
import * as v from 'valibot';
import { ContradictionFault, InputFault, PassingFault } from '../fault.ts';
import type { Child, RunContext, Simulation } from '../simulation.ts';
import { loadKernel, selfCheck } from './kernel.ts';
import { parseSeed, SEED_FORM, seedOfRun } from './seed.ts';
import { BLOCK_SAMPLES, type CountHits, ESTIMATOR, MAX_SAMPLES } from './stream.ts';
import { disagreement, findings, type PiResult } from './summarize.ts';

export interface PiParameters {
  /** Samples of each child, 1..2^53. */
  readonly samples: number;
  /** `auto`: derived from the array job's id. */
  readonly seed: bigint | 'auto';
}

/** Counted between two looks at the world: some 15 milliseconds, a tenth of a second at first. */
const SLICE_SAMPLES = 64 * BLOCK_SAMPLES;

const sampleCount = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_SAMPLES));

const PiResultSchema = v.pipe(
  v.object({
    estimator: v.pipe(v.string(), v.maxLength(100)),
    seed: v.pipe(
      v.string(),
      v.check((text) => parseSeed(text) !== undefined, 'not a 64-bit seed'),
    ),
    samples: sampleCount,
    hits: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  v.check(({ samples, hits }) => hits <= samples, 'more hits than samples'),
);

function parseSamples(raw = ''): number {
  const samples = /^[1-9]\d{0,15}$/.test(raw) ? BigInt(raw) : 0n;
  if (samples < 1n || samples > BigInt(MAX_SAMPLES)) {
    throw new InputFault(
      `samples is '${raw}', but must be an integer from 1 to ${MAX_SAMPLES}, in digits only`,
    );
  }
  return Number(samples);
}

function parseSeedOrAuto(raw = ''): bigint | 'auto' {
  const seed = raw === 'auto' ? raw : parseSeed(raw);
  if (seed === undefined) throw new InputFault(`seed is '${raw}', but must be ${SEED_FORM}`);
  return seed;
}

/**
 * The kernel, once it has shown that it counts right here.
 *
 * @throws {PassingFault} another host may do better
 */
function soundKernel(): CountHits {
  const countHits = loadKernel();
  const wrong = selfCheck(countHits);
  if (wrong !== undefined) throw new PassingFault(`${wrong}; the child should run elsewhere`);
  return countHits;
}

/** Lets signals and timers in. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function run(
  child: Child,
  { samples, seed }: PiParameters,
  { signal, progress }: RunContext,
): Promise<PiResult> {
  const resolved = seed === 'auto' ? seedOfRun(child.arrayJobId) : seed;
  const stream = { seed: resolved, index: child.index };
  const countHits = soundKernel();
  let hits = 0;
  for (let first = 0; first < samples; first += SLICE_SAMPLES) {
    const count = Math.min(SLICE_SAMPLES, samples - first);
    hits += countHits(stream, first, count);
    progress((first + count) / samples);
    await breathe();
    signal.throwIfAborted();
  }
  return { estimator: ESTIMATOR, seed: String(resolved), samples, hits };
}

export const simulation: Simulation<PiParameters, PiResult> = {
  name: 'pi',
  defaults: { samples: '1000000', seed: 'auto' },
  result: PiResultSchema,
  parse: (raw) => ({ samples: parseSamples(raw['samples']), seed: parseSeedOrAuto(raw['seed']) }),
  run,
  summarize(results) {
    const contradiction = disagreement(results);
    if (contradiction !== undefined) {
      throw new ContradictionFault(`these are not results of one run: ${contradiction}`);
    }
    return findings(results);
  },
};

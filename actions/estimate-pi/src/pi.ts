/** The only file of this action that knows what is computed. A fork changes this one. */
import { MAX_ARRAY_SIZE } from '../../../worker/src/result.ts';
import { Explained } from './array-job/fault.ts';
import { type Inputs, whole } from './inputs.ts';

/** How a workflow of this repository calls the action. */
export const USES = './actions/estimate-pi';
/** Begins the names of the jobs. */
export const JOB_NAME_PREFIX = 'pi';
export const DEFAULT_STACK = 'Pi';

const MOST_SAMPLES = 2 ** 53;
const MOST_SEED = 2n ** 64n - 1n;

export interface Simulation {
  /** Children; 1 is a plain job. */
  readonly size: number;
  /** Of the job definition; those left out keep its defaults. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What is about to run, in a few words. */
  readonly title: string;
}

/**
 * Reads `array-size` (1..10,000), `samples` (of each child, 1..2^53) and `seed` (0..2^64-1 or `auto`).
 *
 * @throws {Explained} naming the input and what it may be
 */
export function readSimulation(inputs: Inputs): Simulation {
  // Its default is action.yml's: empty here means that an expression gave nothing.
  const size = whole(inputs, 'array-size', { least: 1, most: MAX_ARRAY_SIZE });
  const samples = whole(inputs, 'samples', { least: 1, most: MOST_SAMPLES, otherwise: 0 });
  const seed = readSeed(inputs('seed'));
  const children = size === 1 ? 'a plain job of' : `${size.toLocaleString('en-US')} children ×`;
  const each = samples === 0 ? "the job definition's" : samples.toLocaleString('en-US');
  return {
    size,
    parameters: { ...(samples === 0 ? {} : { samples: String(samples) }), seed },
    title: `Pi from ${children} ${each} samples, seed ${seed}`,
  };
}

/** `auto` lets the worker derive the seed from the array job's id. */
function readSeed(value: string): string {
  if (value === '' || value === 'auto') return 'auto';
  if (/^(0|[1-9]\d{0,19})$/.test(value) && BigInt(value) <= MOST_SEED) return value;
  throw new Explained(
    `Input seed: ${JSON.stringify(value)} is not auto or a whole number from 0 to ${MOST_SEED}`,
  );
}

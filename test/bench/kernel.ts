/** Part `kernel`: how many samples a second one core counts, by every means side by side. */
import { bestVariant } from '../../worker/src/pi/kernel.ts';
import { FIRST_64_BLOCKS_HITS } from '../worker/pi/known-answers.ts';
import type { Contestant } from './contestant.ts';
import { field, KERNEL, NATIVE, NATIVE_128, PYTHON, startKernel } from './field.ts';
import { chart, measured, type Report } from './row.ts';
import { median, medianRatio, rotated } from './statistics.ts';

const ROUNDS = 15;
/** Of computing for each contestant in each round. */
const SECONDS = 0.25;
/** Everybody counts multiples of it: the widest native code does four blocks at once. */
const STEP = 2 ** 22;
const WARM_UP = 2 ** 26;
const PYTHON_WARM_UP = 2 ** 22;

interface Entry {
  readonly contestant: Contestant;
  readonly samples: number;
  /** Millions of samples a second, by round. */
  readonly rates: number[];
}

/** Warms a contestant up, checks what it counts, and finds out how much it does in a round. */
async function prepare(contestant: Contestant, followsDefinition: boolean): Promise<Entry> {
  const first = followsDefinition ? WARM_UP : PYTHON_WARM_UP;
  const { hits } = await contestant.count(first);
  const expected = (first * Math.PI) / 4;
  // Six standard deviations: a sound generator fails once in five hundred million times.
  const wrong = followsDefinition
    ? hits !== FIRST_64_BLOCKS_HITS
    : Math.abs(hits - expected) > 6 * Math.sqrt(expected * (1 - Math.PI / 4));
  if (wrong) throw new Error(`${contestant.name} counts ${hits} hits in ${first} samples`);
  const { seconds } = await contestant.count(first);
  const samples = STEP * Math.max(1, Math.round((SECONDS * first) / seconds / STEP));
  return { contestant, samples, rates: [] };
}

async function race(entries: readonly Entry[]): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    for (const { contestant, samples, rates } of rotated(entries, round)) {
      const { seconds } = await contestant.count(samples);
      rates.push(samples / seconds / 1e6);
    }
  }
}

/** @returns how much faster two kernels at once are than one, each as long, by round */
async function pairs(first: Entry, { contestant: other }: Entry): Promise<number[]> {
  const samples = 4 * first.samples;
  const rate = async (contestant: Contestant) =>
    samples / (await contestant.count(samples)).seconds;
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const alone = await rate(round % 2 ? first.contestant : other);
    const both = await Promise.all([rate(first.contestant), rate(other)]);
    ratios.push((both[0] + both[1]) / alone);
  }
  return ratios;
}

export async function kernel(): Promise<Report> {
  const { contestants, absent } = await field();
  const second = startKernel();
  try {
    const entries: Entry[] = [];
    for (const { contestant, followsDefinition } of contestants) {
      entries.push(await prepare(contestant, followsDefinition));
    }
    await race(entries);
    const rates = new Map(entries.map(({ contestant, rates: all }) => [contestant.name, all]));
    const of = (name: string) => rates.get(name) ?? [];
    const own = entries.find(({ contestant }) => contestant.name === KERNEL);
    const both = own ? await pairs(own, await prepare(second, true)) : [];
    const rows = entries.map(({ contestant, rates: all }) => {
      const note = `${(median(all) / median(of(PYTHON))).toFixed(1)} x the Python loop`;
      return measured('kernel', contestant.name, all, 'M samples/s', note);
    });
    const ratios = {
      kernelToPython: medianRatio(of(KERNEL), of(PYTHON)),
      ...(rates.has(NATIVE) && { kernelToNative: medianRatio(of(KERNEL), of(NATIVE)) }),
      ...(rates.has(NATIVE_128) && { kernelToNative128: medianRatio(of(KERNEL), of(NATIVE_128)) }),
      twoChildrenToOne: median(both),
    };
    const lines = [
      `kernel: the ${bestVariant()} module, without flags; every count was checked`,
      ...absent,
      '',
      'Millions of samples a second on one core (logarithmic)',
      ...chart(rows),
    ];
    return { rows, ratios, lines };
  } finally {
    for (const { contestant } of contestants) contestant.close();
    second.close();
  }
}

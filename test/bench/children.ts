/** Part `children`: whole children of an array job as the local AWS runs them, start-up included. */
import { Local } from '../worker/fixtures/local.ts';
import { measured, number, type Report } from './row.ts';
import { type Ran, runNode, WORKER } from './run.ts';
import { median, rotated } from './statistics.ts';

const RUNS = 15;
/** Samples of a child, and how often it is run. */
const SIZES = [
  { name: 'a child of 1e6 samples', samples: 1e6, runs: RUNS },
  { name: 'a child of 1e8 samples', samples: 1e8, runs: RUNS },
  { name: 'a child of 1e10 samples', samples: 1e10, runs: 3 },
];
const NODE = 'Node alone';
const PROGRAM = 'and the program';
const ONE = 'a child of 1 sample';

/** What is run, how often, and what it tells. */
interface Stage {
  readonly name: string;
  readonly runs: number;
  run(memory?: boolean): Promise<Ran>;
}

/** Runs every stage in turn, again and again. @returns milliseconds by the stage's name */
async function rounds(stages: readonly Stage[]): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>(stages.map(({ name }) => [name, []]));
  for (let round = 0; round < RUNS; round++) {
    for (const { name, runs, run } of rotated(stages, round)) {
      if (round < runs) times.get(name)?.push((await run()).ms);
    }
  }
  return times;
}

export async function children(): Promise<Report> {
  const local = await Local.start();
  try {
    const jobId = await local.submit(2);
    const environment = local.environment(`${jobId}:0`, 2);
    const child = (samples: number) => (memory?: boolean) =>
      runNode(
        [WORKER, 'calculate', '--samples', String(samples), '--seed', '42'],
        environment,
        memory,
      );
    const stages: Stage[] = [
      { name: NODE, runs: RUNS, run: () => runNode(['-e', '0']) },
      { name: PROGRAM, runs: RUNS, run: () => runNode([WORKER, '--help'], environment) },
      { name: ONE, runs: RUNS, run: child(1) },
      ...SIZES.map(({ name, samples, runs }) => ({ name, runs, run: child(samples) })),
    ];
    const times = await rounds(stages);
    const more = (name: string, than: string) => {
      const difference = median(times.get(name) ?? []) - median(times.get(than) ?? []);
      return `${difference < 0 ? '-' : '+'}${number(Math.abs(difference))} ms`;
    };
    const notes = new Map([
      [PROGRAM, `${more(PROGRAM, NODE)}: worker --help`],
      [ONE, `${more(ONE, PROGRAM)}: the SDK, the self-check, the queue's calls`],
    ]);
    for (const { name, run } of stages.slice(-SIZES.length)) {
      const { peakMiB } = await run(true);
      notes.set(name, `${more(name, ONE)} of counting; peak ${number(peakMiB)} MiB`);
    }
    const rows = stages.map(({ name }) =>
      measured('children', name, times.get(name) ?? [], 'ms', notes.get(name)),
    );
    return { rows, ratios: {}, lines: [] };
  } finally {
    await local.close();
  }
}

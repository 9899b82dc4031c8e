/** Many runs of the built action at once, each with a seed of its own, and what became of them. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LocalAws } from '../../local/aws/index.ts';
import { type ActionResult, startAction } from '../../local/demo/action.ts';
import { countHitsBlockwise } from '../../worker/src/pi/blockwise.ts';

const ACTION = 'actions/estimate-pi';
const PRELOAD = pathToFileURL('test/actions/estimate-pi/faults/scaled-clock.mjs').href;

export interface RunOptions {
  readonly aws: LocalAws;
  readonly seed: number;
  readonly arraySize: number;
  /** Of each child. */
  readonly samples: number;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Milliseconds of the machine after which a run counts as hanging, and is killed. */
  readonly patienceMs: number;
}

export interface RunResult {
  readonly seed: number;
  readonly exitCode: number;
  readonly hangs: boolean;
  /** Absent when it was never submitted. */
  readonly arrayJobId: string | undefined;
  /** What the step reported. */
  readonly errors: readonly string[];
  /** As the Summary has them; undefined without one. */
  readonly totals: { readonly samples: string; readonly hits: string } | undefined;
  /** The end of the step's log, for a person. */
  readonly tail: string;
}

/** Runs one step as GitHub's runner would, on the clock of the AWS. */
export async function runOnce(options: RunOptions): Promise<RunResult> {
  const { aws, seed, arraySize, samples, inputs, patienceMs } = options;
  const folder = await mkdtemp(join(tmpdir(), 'soak-'));
  try {
    const action = startAction({
      action: ACTION,
      folder,
      inputs: {
        'array-size': String(arraySize),
        samples: String(samples),
        seed: String(seed),
        'poll-seconds': '5',
        ...inputs,
      },
      aws: {
        ...aws.environment,
        AWS_ACCESS_KEY_ID: 'soak',
        AWS_SECRET_ACCESS_KEY: 'soak',
        NODE_OPTIONS: `--import=${PRELOAD}`,
        TEST_CLOCK: JSON.stringify(aws.clock),
      },
    });
    let hangs = false;
    const killer = setTimeout(() => {
      hangs = true;
      action.kill();
    }, patienceMs);
    const result = await action.ended;
    clearTimeout(killer);
    const { exitCode, errors } = result;
    const log = await readFile(result.logFile, 'utf8');
    const tail = log.split('\n').slice(-12).join('\n');
    const arrayJobId = result.outputs['array-job-id'];
    return { seed, exitCode, hangs, arrayJobId, errors, totals: totalsOf(result), tail };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function totalsOf({ outputs }: ActionResult): RunResult['totals'] {
  const text = outputs['summary'];
  return text ? JSON.parse(text).totals : undefined;
}

/** A run's hits, counted here and now, as its Summary should have them. */
export function hitsOf(seed: number, arraySize: number, samples: number): string {
  let sum = 0;
  for (let index = 0; index < arraySize; index += 1) {
    sum += countHitsBlockwise({ seed: BigInt(seed), index }, 0, samples);
  }
  return String(sum);
}

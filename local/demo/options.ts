/** The demo's command line. */
import { parseArgs } from 'node:util';
import { type ContainerEngine, ENGINES } from '../aws/index.ts';

/** What this machine may be asked for without running for hours by accident. */
export const DEFAULTS = { 'array-size': '100', samples: '100000000', seed: 'auto' } as const;

/** What `--container` runs. */
const IMAGE = 'aws-batch-pi';

export interface DemoOptions {
  /** The action's inputs, by name, as text. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly arraySize: number;
  /** How many children suffer a Spot reclaim. */
  readonly interrupt: number;
  /** Runs each child as a container of an image that the engine has, instead of as a process. */
  readonly container?: { readonly engine: ContainerEngine; readonly image: string };
}

/** A command line that cannot be used; the message says why and what would be right. */
export class UsageError extends Error {}

export const HELP = `Usage: npm run demo -- [options]

Runs the whole array job on this machine: the real CloudFormation template, worker and action
against a local AWS on the loopback interface. No account; nothing leaves this machine.

  --array-size N   children of the array job, 1 to 10000         (${DEFAULTS['array-size']})
  --samples N      samples a child, 1 to 9007199254740992        (${DEFAULTS.samples})
                   The interval is 3.2 / sqrt(all samples): with
                   the defaults, Pi to about 0.00003.
  --seed N         0 to 18446744073709551615; the same seed gives
                   the same hits to the last unit                (auto: from the job's id)
  --interrupt N    plays a Spot reclaim on N of the children     (0)
  --container E    runs each child in a container, by podman or docker, of
                   an image that it has: podman build -t ${IMAGE} .
  --image NAME     which image                                   (${IMAGE})
  --help           this text

Ctrl-C stops everything. NO_COLOR=1 turns colours off.
`;

const MAX_SAMPLES = 2n ** 53n;
const MAX_SEED = 2n ** 64n - 1n;

/**
 * @param name the option as typed, without dashes
 * @param or a word that may stand there instead
 * @returns the text, when it is a whole number in plain digits from `min` to `max`
 */
function integer(name: string, text: string, min: bigint, max: bigint, or?: string): string {
  if (text === or) return text;
  if (/^(0|[1-9]\d{0,19})$/.test(text)) {
    const value = BigInt(text);
    if (value >= min && value <= max) return text;
  }
  const wanted = `${or === undefined ? '' : `${or} or `}a whole number from ${min} to ${max}`;
  throw new UsageError(`--${name} must be ${wanted}, not '${text}'`);
}

/**
 * @param argv the words after the program's name
 * @returns the options, or undefined when help was asked for
 * @throws {UsageError} for anything that is no option or out of its range
 */
export function parseOptions(argv: readonly string[]): DemoOptions | undefined {
  const { 'array-size': size, samples, seed, interrupt, container, image, help } = words(argv);
  if (help) return undefined;
  const arrayInput = integer('array-size', size, 1n, 10_000n);
  const inputs = {
    'array-size': arrayInput,
    samples: integer('samples', samples, 1n, MAX_SAMPLES),
    seed: integer('seed', seed, 0n, MAX_SEED, 'auto'),
  };
  return {
    inputs,
    arraySize: Number(arrayInput),
    interrupt: Number(integer('interrupt', interrupt, 0n, BigInt(arrayInput))),
    ...containerOf(container, image),
  };
}

function containerOf(engine?: string, image?: string): Pick<DemoOptions, 'container'> {
  if (engine !== undefined)
    return { container: { engine: engineOf(engine), image: image ?? IMAGE } };
  if (image === undefined) return {};
  throw new UsageError(`--image needs --container ${ENGINES.join(' or ')} to run it`);
}

function engineOf(text: string): ContainerEngine {
  const engine = ENGINES.find((each) => each === text);
  if (engine) return engine;
  throw new UsageError(`--container must be ${ENGINES.join(' or ')}, not '${text}'`);
}

function words(argv: readonly string[]) {
  try {
    return parseArgs({
      args: joined(argv),
      allowPositionals: false,
      options: {
        'array-size': { type: 'string', default: DEFAULTS['array-size'] },
        samples: { type: 'string', default: DEFAULTS.samples },
        seed: { type: 'string', default: DEFAULTS.seed },
        interrupt: { type: 'string', default: '0' },
        container: { type: 'string' },
        image: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    // Node explains further on the next lines; one line is enough, `--help` has the rest.
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new UsageError(first.replace('is ambiguous', 'missing').replace(/\.$/, ''));
  }
}

/** `--seed -1` as `--seed=-1`: a negative number is a bad value, and Node takes it for an option. */
function joined(argv: readonly string[]): string[] {
  const words: string[] = [];
  for (const word of argv) {
    const before = words.at(-1) ?? '';
    if (/^-\d/.test(word) && /^--[a-z-]+$/.test(before)) words.splice(-1, 1, `${before}=${word}`);
    else words.push(word);
  }
  return words;
}

/** Runs the built action as the runner does: defaults of action.yml, state and output files. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const ACTION = 'actions/deploy-stack';
/** How many times as fast the action's clock runs; less where real time counts as well. */
const TIME_SCALE = 200;

export interface Finished {
  readonly exitCode: number | null;
  /** What the step printed, in the order in which it came. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface Start {
  readonly endpoint: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** What `main` saved, for a run of `post`. */
  readonly state?: Readonly<Record<string, string>>;
  /** Called when the process runs, for example to interrupt it. */
  readonly meanwhile?: (child: ChildProcess, log: () => string) => Promise<void>;
  readonly timeScale?: number;
  /** Variables that are other than usual; undefined for none. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** Reads a file of workflow commands: `name<<delimiter`, lines, `delimiter`. */
function parseFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [, name, , value] of text.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n?\2$/gm)) {
    if (name !== undefined) values[name] = value ?? '';
  }
  return values;
}

async function environment(folder: string, start: Start): Promise<NodeJS.ProcessEnv> {
  const { inputs } = parse(await readFile(`${ACTION}/action.yml`, 'utf8')) as {
    inputs: Record<string, { default?: string }>;
  };
  const variables: Record<string, string> = {};
  for (const [name, { default: value = '' }] of Object.entries(inputs)) {
    variables[`INPUT_${name.toUpperCase()}`] = start.inputs[name] ?? value;
  }
  for (const [name, value] of Object.entries(start.state ?? {})) variables[`STATE_${name}`] = value;
  for (const file of ['output', 'state', 'step_summary']) {
    const path = join(folder, file);
    await writeFile(path, '');
    variables[`GITHUB_${file.toUpperCase()}`] = path;
  }
  return {
    ...variables,
    PATH: process.env['PATH'],
    GITHUB_RUN_ID: '42',
    GITHUB_RUN_ATTEMPT: '1',
    TIME_SCALE: String(start.timeScale ?? TIME_SCALE),
    AWS_ENDPOINT_URL: start.endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    ...start.environment,
  };
}

/** @returns what the step left behind once it has ended */
export async function runAction(start: Start): Promise<Finished> {
  const folder = await mkdtemp(join(tmpdir(), 'deploy-stack-'));
  try {
    const child = spawn(
      process.execPath,
      ['--import', resolve('test/support/scaled-clock.mjs'), resolve(ACTION, 'dist/index.mjs')],
      { env: await environment(folder, start), stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let log = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text;
      });
    }
    const closed = once(child, 'close');
    await start.meanwhile?.(child, () => log);
    const [exitCode] = (await closed) as [number | null];
    const read = (file: string) => readFile(join(folder, file), 'utf8');
    return {
      exitCode,
      log,
      outputs: parseFile(await read('output')),
      state: parseFile(await read('state')),
      summary: await read('step_summary'),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

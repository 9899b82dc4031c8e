/**
 * Runs the built action as GitHub's runner would: inputs as INPUT_*, files for outputs, state and
 * summary, the main step and then `post`. The environment is made from nothing, so that no AWS
 * setting of the person at the keyboard can send a call anywhere else.
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signalGroup, spawnGroup } from '../process-group.ts';
import { readManifest } from './manifest.ts';
import { parseRunnerFile } from './runner-file.ts';

export interface ActionRun {
  /** The action's folder, with its action.yml. */
  readonly action: string;
  /** Where summary, outputs and log go; made when missing. */
  readonly folder: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** What reaches the AWS: AWS_ENDPOINT_URL and the like. */
  readonly aws: Readonly<Record<string, string>>;
}

export interface ActionResult {
  /** 0, or the step failed. */
  readonly exitCode: number;
  readonly outputs: Readonly<Record<string, string>>;
  /** What the step reported through `::error::`. */
  readonly errors: readonly string[];
  readonly summaryFile: string;
  readonly logFile: string;
}

/** A step that is going on. */
export interface RunningAction {
  readonly ended: Promise<ActionResult>;
  /** What the runner does first when somebody cancels the workflow. */
  interrupt(): void;
  /** What it does when that took too long; `post` is run all the same. */
  kill(): void;
  /** Ends it at once, and runs nothing more of it. */
  abandon(): void;
}

/** What is running of the action, and what those who end it want. */
interface Control {
  child: ChildProcess | undefined;
  interrupted: boolean;
  abandoned: boolean;
}

type StepResult = Pick<ActionResult, 'exitCode' | 'errors'>;

/** Undoes the escaping of a workflow command's text. */
function unescapeCommand(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

/** Starts the step; its output goes to a log file, its errors are collected. */
export function startAction(run: ActionRun): RunningAction {
  const control: Control = { child: undefined, interrupted: false, abandoned: false };
  const signal = (name: NodeJS.Signals) => control.child && signalGroup(control.child, name);
  return {
    ended: runSteps(run, control),
    interrupt: () => {
      control.interrupted = true;
      signal('SIGINT');
    },
    kill: () => signal('SIGKILL'),
    abandon: () => {
      control.abandoned = true;
      signal('SIGKILL');
    },
  };
}

async function runSteps(run: ActionRun, control: Control): Promise<ActionResult> {
  const path = (name: string) => join(run.folder, name);
  const files = {
    GITHUB_OUTPUT: path('output'),
    GITHUB_STATE: path('state'),
    GITHUB_STEP_SUMMARY: path('summary.md'),
  };
  const logFile = path('logs/action.log');
  await mkdir(path('logs'), { recursive: true });
  await Promise.all(Object.values(files).map((file) => writeFile(file, '')));
  const manifest = await readManifest(run.action);
  const inputs = { ...manifest.defaults, ...run.inputs };
  const environment = { ...runnerEnvironment({ ...run, inputs }), ...files };

  const log = createWriteStream(logFile);
  // Whoever interrupts it before it has begun has nothing to interrupt.
  const steps = control.interrupted ? [] : [manifest.main, manifest.post];
  const results: StepResult[] = [];
  for (const file of steps) {
    if (control.abandoned) break;
    const state = prefixed('STATE_', parseRunnerFile(await readFile(files.GITHUB_STATE, 'utf8')));
    results.push(await step(file, { ...environment, ...state }, log, control));
  }
  log.end();
  await once(log, 'close');

  return {
    exitCode:
      results.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? Number(results.length < 2),
    outputs: parseRunnerFile(await readFile(files.GITHUB_OUTPUT, 'utf8')),
    errors: results.flatMap(({ errors }) => errors),
    summaryFile: files.GITHUB_STEP_SUMMARY,
    logFile,
  };
}

/** The variables of a hosted runner that the action reads. */
function runnerEnvironment({ inputs, aws, folder }: ActionRun): Record<string, string> {
  const named = Object.entries(inputs).map(([name, value]) => [name.toUpperCase(), value]);
  return {
    ...prefixed('INPUT_', Object.fromEntries(named)),
    ...aws,
    PATH: process.env['PATH'] ?? '',
    GITHUB_ACTIONS: 'true',
    GITHUB_RUN_ID: String(Date.now()),
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_REPOSITORY: 'you/your-fork',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: '0'.repeat(40),
    GITHUB_WORKFLOW: 'demo',
    GITHUB_JOB: 'demo',
    RUNNER_TEMP: folder,
  };
}

function prefixed(
  prefix: string,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]),
  );
}

/** Runs one of the action's programs to its end. */
async function step(
  file: string,
  env: NodeJS.ProcessEnv,
  log: NodeJS.WritableStream,
  control: Control,
): Promise<StepResult> {
  const child = spawnGroup(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  control.child = child;

  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    log.write(text);
  });
  child.stderr?.on('data', (text) => log.write(text));
  const [code] = await once(child, 'close');
  control.child = undefined;

  const errors = [...output.matchAll(/^::error(?: [^:]*)?::(.*)$/gm)].map(([, text = '']) =>
    unescapeCommand(text),
  );
  return { exitCode: typeof code === 'number' ? code : 1, errors };
}

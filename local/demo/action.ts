/**
 * Runs the built action as GitHub's runner would: inputs as INPUT_*, files for outputs, state and
 * summary, the main step and then `post`. The environment is made from nothing, so that no AWS
 * setting of the person at the keyboard can send a call anywhere else.
 */
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  /** What it does when that took too long. */
  kill(): void;
}

/** Undoes the escaping of a workflow command's text. */
function unescapeCommand(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

/** Starts the step; its output goes to a log file, its errors are collected. */
export function startAction(run: ActionRun): RunningAction {
  const signals = new EventEmitter();
  return {
    ended: runSteps(run, signals),
    interrupt: () => signals.emit('signal', 'SIGINT'),
    kill: () => signals.emit('signal', 'SIGKILL'),
  };
}

async function runSteps(run: ActionRun, signals: EventEmitter): Promise<ActionResult> {
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
  const main = await step(manifest.main, environment, log, signals);
  const saved = parseRunnerFile(await readFile(files.GITHUB_STATE, 'utf8'));
  const state = Object.entries(saved).map(([name, value]) => [`STATE_${name}`, value]);
  const post = await step(
    manifest.post,
    { ...environment, ...Object.fromEntries(state) },
    log,
    signals,
  );
  log.end();
  await once(log, 'close');

  return {
    exitCode: main.exitCode || post.exitCode,
    outputs: parseRunnerFile(await readFile(files.GITHUB_OUTPUT, 'utf8')),
    errors: [...main.errors, ...post.errors],
    summaryFile: files.GITHUB_STEP_SUMMARY,
    logFile,
  };
}

/** The variables of a hosted runner that the action reads. */
function runnerEnvironment({ inputs, aws, folder }: ActionRun): Record<string, string> {
  const named = Object.entries(inputs).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  return {
    ...Object.fromEntries(named),
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

async function step(
  file: string,
  env: NodeJS.ProcessEnv,
  log: NodeJS.WritableStream,
  signals: EventEmitter,
): Promise<{ exitCode: number; errors: string[] }> {
  // In a process group of its own: the terminal's Ctrl-C must reach this program first.
  const child = spawn(process.execPath, [file], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  signals.on('signal', forward);

  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    log.write(text);
  });
  child.stderr.on('data', (text) => log.write(text));
  const [code] = await once(child, 'close');
  signals.off('signal', forward);

  const errors = [...output.matchAll(/^::error(?: [^:]*)?::(.*)$/gm)].map(([, text = '']) =>
    unescapeCommand(text),
  );
  return { exitCode: typeof code === 'number' ? code : 1, errors };
}

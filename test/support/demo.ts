/** Runs the built demo as a person would, in a folder of its own that looks like a clone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseRunnerFile } from '../../local/demo/runner-file.ts';
import type { Summary } from '../../worker/src/summary.ts';

export interface Clone {
  readonly folder: string;
  remove(): Promise<void>;
}

export interface DemoRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What the action put out, when it came so far. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: Summary | undefined;
}

/** @param worker another bundle in the place of the built worker */
export async function makeClone(worker = 'worker/dist/worker.mjs'): Promise<Clone> {
  const folder = await mkdtemp(join(tmpdir(), 'demo-'));
  await mkdir(join(folder, 'worker/dist'), { recursive: true });
  await Promise.all([
    symlink(resolve(worker), join(folder, 'worker/dist/worker.mjs')),
    symlink(resolve('actions'), join(folder, 'actions')),
    symlink(resolve('cloudformation'), join(folder, 'cloudformation')),
  ]);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * @param onOutput sees the standard output as it grows, and may signal the process
 * @param env added to an environment that holds PATH alone
 */
export async function runDemo(
  clone: Clone,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  onOutput: (text: string, child: ChildProcess) => void = () => {},
): Promise<DemoRun> {
  const child = spawn(process.execPath, [resolve('local/dist/demo.mjs'), ...args], {
    cwd: clone.folder,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    onOutput(stdout, child);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [exitCode] = (await once(child, 'close')) as [number | null];
  const outputs = await readFile(join(clone.folder, '.demo/output'), 'utf8').then(
    parseRunnerFile,
    () => ({}) as Record<string, string>,
  );
  const line = outputs['summary'];
  const summary = line === undefined ? undefined : (JSON.parse(line) as Summary);
  return { exitCode, stdout, stderr, outputs, summary };
}

/** Runs the workflows' shell scripts, with programs of the test's own in place of aws and skopeo. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What was written for the runner, by the name of its variable. */
  readonly files: Readonly<Record<'GITHUB_OUTPUT' | 'GITHUB_STEP_SUMMARY', string>>;
  /** What the stand-ins were called with, a line each. */
  readonly calls: readonly string[];
}

type Texts = Readonly<Record<string, string>>;

/**
 * @param script its name in .github/scripts
 * @param standIns by name, the shell text of programs that come before the machine's own
 */
export const runScript = (
  script: string,
  args: readonly string[],
  env: Texts,
  standIns: Texts = {},
): Ran => run(`.github/scripts/${script}`, args, env, standIns);

/** Runs the text of a step as the runner does: it stops at what fails, but not in a pipe. */
export const runStep = (text: string, env: Texts, standIns: Texts): Ran =>
  run('bash', ['--norc', '-e', '-c', text], env, standIns);

function run(program: string, args: readonly string[], env: Texts, standIns: Texts): Ran {
  const folder = mkdtempSync(join(tmpdir(), 'script-'));
  const file = (name: string) => join(folder, name);
  const text = (name: string) => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : '');
  try {
    for (const [name, body] of Object.entries(standIns)) {
      const record = `echo "${name} $*" >> "${file('calls')}"`;
      writeFileSync(file(name), `#!/bin/sh\n${record}\n${body}\n`);
      chmodSync(file(name), 0o755);
    }
    const { status, stdout, stderr } = spawnSync(program, args, {
      encoding: 'utf8',
      env: {
        PATH: `${folder}:${process.env['PATH'] ?? ''}`,
        GITHUB_OUTPUT: file('output'),
        GITHUB_STEP_SUMMARY: file('summary'),
        ...env,
      },
    });
    return {
      status,
      stdout,
      stderr,
      files: { GITHUB_OUTPUT: text('output'), GITHUB_STEP_SUMMARY: text('summary') },
      calls: text('calls').split('\n').filter(Boolean),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

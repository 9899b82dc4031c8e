/** The runner against a stand-in for the engine; test/image runs it against a real one. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { containerRunner } from '../../../../local/aws/runner/container.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'container-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** @param run what `run` does @param kill what `kill` does; shell texts */
function start(run: string, kill = 'exit 1', path = `${folder}:${process.env['PATH']}`) {
  const body = `case "$1" in run) ${run};; kill) echo "$2" >> ${folder}/kills; ${kill};; esac`;
  writeFileSync(join(folder, 'podman'), `#!/bin/sh\n${body}\n`);
  chmodSync(join(folder, 'podman'), 0o755);
  const lines: string[] = [];
  const job = {
    jobId: 'j',
    attempt: 1,
    image: 'local/worker@sha256:0',
    command: [],
    environment: {},
    vcpus: 1,
    memoryMiB: 100,
    log: (line: string) => lines.push(line),
  };
  return { lines, running: containerRunner('podman', { PATH: path }).start(job) };
}

it('hands on the lines and the exit code of the container', async () => {
  const { lines, running } = start('echo one; echo two >&2; exit 75');
  await expect(running.ended).resolves.toEqual({ exitCode: 75 });
  expect(lines.sort()).toEqual(['one', 'two']);
});

it('tells a container that could not be started from one that failed', async () => {
  const { running } = start('echo "Error: runc: no such image" >&2; exit 125');
  await expect(running.ended).resolves.toEqual({
    exitCode: 125,
    reason: 'CannotStartContainerError: Error: runc: no such image',
  });
});

it('ends without an engine, too', async () => {
  const { running } = start('exit 0', 'exit 1', '/nowhere');
  const { exitCode, reason } = await running.ended;
  expect(exitCode).toBe(125);
  expect(reason).toMatch(/^CannotStartContainerError: .*ENOENT/);
});

it('asks again until a container that is only being made can be signalled', async () => {
  const wait = `for i in $(seq 600); do test -e ${folder}/heard && exit 143; sleep 0.05; done`;
  const hear = `test $(wc -l < ${folder}/kills) -lt 3 && exit 1; touch ${folder}/heard`;
  const { running } = start(wait, hear);
  running.terminate(60_000);
  await expect(running.ended).resolves.toEqual({ exitCode: 143 });
  expect(readFileSync(`${folder}/kills`, 'utf8')).toBe('--signal=TERM\n'.repeat(3));
});

it('kills at once when there is no grace', async () => {
  const wait = `for i in $(seq 600); do test -e ${folder}/heard && exit 137; sleep 0.05; done`;
  const { running } = start(wait, `touch ${folder}/heard`);
  running.terminate(0);
  await expect(running.ended).resolves.toEqual({ exitCode: 137 });
  expect(readFileSync(`${folder}/kills`, 'utf8')).toBe('--signal=KILL\n');
});

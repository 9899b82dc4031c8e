import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { processRunner } from '../../../../local/aws/index.ts';

/** Plays the worker: its first argument says what it does. */
const WORKER = `
import { spawn } from 'node:child_process';
const [verb, value] = process.argv.slice(2);
const stay = () => setInterval(() => {}, 1000);
if (verb === 'environment') console.log(JSON.stringify(process.env));
if (verb === 'exit') process.exitCode = Number(value);
if (verb === 'lines') { process.stdout.write('a\\r\\nb\\n\\nlast'); console.error('to stderr'); }
if (verb === 'polite') { process.on('SIGTERM', () => process.exit(75)); stay(); console.log('ready'); }
if (verb === 'stubborn') { process.on('SIGTERM', () => console.log('no')); stay(); console.log('ready'); }
if (verb === 'parent') {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
  console.log(child.pid);
  if (value === 'stay') stay();
  else process.exit(0);
}
`;

let directory: string;
let worker: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'runner-'));
  worker = join(directory, 'worker.mjs');
  await writeFile(worker, WORKER);
});
afterAll(() => rm(directory, { recursive: true }));

/** Starts a process. `first` is its first line. */
function start(command: string[], environment = {}, file = worker) {
  const lines: string[] = [];
  let told: (line: string) => void;
  const first = new Promise<string>((resolve) => {
    told = resolve;
  });
  const running = processRunner(file).start({
    jobId: 'job',
    attempt: 1,
    image: 'image',
    command,
    environment,
    vcpus: 1,
    memoryMiB: 1000,
    log: (line) => {
      lines.push(line);
      told(line);
    },
  });
  return { running, lines, first };
}

/** Whether it runs; a process that ended but that nobody has reaped yet does not. */
function runs(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

describe('a process', () => {
  it('has the environment that it is given, PATH, and nothing else', async () => {
    const { running, lines } = start(['environment'], { AWS_REGION: 'local-1' });
    expect(await running.ended).toEqual({ exitCode: 0 });
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      AWS_REGION: 'local-1',
      PATH: process.env['PATH'],
    });
  });

  it('ends with its exit code', async () => {
    expect(await start(['exit', '65']).running.ended).toEqual({ exitCode: 65 });
  });

  it('gives every line of both its outputs, the unfinished last one too', async () => {
    const { running, lines } = start(['lines']);
    await running.ended;
    expect(lines.toSorted()).toEqual(['', 'a', 'b', 'last', 'to stderr']);
  });

  it('gets SIGTERM and may end by itself', async () => {
    const { running, first } = start(['polite']);
    await first;
    running.terminate(60_000);
    expect(await running.ended).toEqual({ exitCode: 75 });
  });

  it('is killed when it does not', async () => {
    const { running, first, lines } = start(['stubborn']);
    await first;
    running.terminate(100);
    expect(await running.ended).toEqual({ exitCode: 137 });
    expect(lines).toContain('no');
  });

  it.each(['stay', 'go'])('leaves no process of its own behind (%s)', async (value) => {
    const { running, first } = start(['parent', value]);
    const pid = Number(await first);
    if (value === 'stay') running.terminate(0);
    await running.ended;
    expect(runs(pid)).toBe(false);
  });

  it('that cannot start says so', async () => {
    const { running, lines } = start([], {}, join(directory, 'none.mjs'));
    expect((await running.ended).exitCode).toBe(1);
    expect(lines.join()).toContain('Cannot find module');
  });
});

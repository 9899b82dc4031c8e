/** Runs a program to its end, and measures it from outside. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const WORKER = `${ROOT}worker/dist/worker.mjs`;
const PRELOAD = new URL('peak-memory.mjs', import.meta.url).href;

export interface Ran {
  /** From before its start until it is gone. */
  readonly ms: number;
  readonly output: string;
  /** Peak of resident memory, where it was asked for. */
  readonly peakMiB: number;
}

/**
 * Runs Node with these arguments and this environment.
 *
 * @param memory measures memory as well, which costs some milliseconds
 * @throws {Error} with its output, when it fails
 */
export async function runNode(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  memory = false,
): Promise<Ran> {
  const start = performance.now();
  const preload = memory ? ['--import', PRELOAD] : [];
  const child = spawn(process.execPath, [...preload, ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const texts = ['', '', '', ''];
  for (const [i, stream] of child.stdio.entries()) {
    stream?.on('data', (bytes: Buffer) => {
      texts[i] += bytes.toString();
    });
  }
  const [code] = await once(child, 'close');
  const ms = performance.now() - start;
  const [, stdout = '', stderr = '', peak = ''] = texts;
  if (code !== 0) throw new Error(`node ${args.join(' ')}: exit code ${code}\n${stdout}${stderr}`);
  return { ms, output: stdout, peakMiB: Number(peak) / 1024 };
}

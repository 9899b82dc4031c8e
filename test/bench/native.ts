/** The C of the same points, compiled for this machine. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('contestants/native.c', import.meta.url));
const BUILT = fileURLToPath(new URL('../../.cache/bench', import.meta.url));

/**
 * @param name of the program, apart from others
 * @param width bytes of a vector; the widest that the processor has by default
 * @returns the program, or undefined where there is no C compiler or no such vector
 */
export function compileNative(name: string, width?: number): string | undefined {
  mkdirSync(BUILT, { recursive: true });
  const program = `${BUILT}/${name}`;
  const options = width === undefined ? [] : [`-DWIDTH=${width}`];
  const args = ['-O3', '-march=native', ...options, '-o', program, SOURCE];
  return spawnSync('cc', args, { stdio: 'ignore' }).status === 0 ? program : undefined;
}

/** Programs of the machine that slow tests need, from Debian's packages where they are missing. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @returns whether a program of that name is on the PATH */
function isHere(program: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.some((folder) => folder !== '' && existsSync(join(folder, program)));
}

/**
 * Installs what is missing.
 *
 * @param packages by the program that they are needed for
 * @throws {Error} in one line, when that is not possible here
 */
export function provide(packages: Readonly<Record<string, readonly string[]>>): void {
  const missing = Object.keys(packages).filter((program) => !isHere(program));
  if (missing.length === 0) return;
  const names = missing.flatMap((program) => packages[program] ?? []);
  const why =
    aptGet('update', '--quiet=2') ??
    aptGet('install', '--quiet=2', '--yes', '--no-install-recommends', ...names);
  if (why === undefined && missing.every(isHere)) return;
  const list = missing.join(', ');
  throw new Error(
    `${list} cannot be installed here: ${why ?? `${names.join(', ')} do not hold it`}`,
  );
}

/** Another test run may be installing: its lock is waited for. */
const PATIENCE = 'DPkg::Lock::Timeout=300';

/** @returns why it failed, in one line */
function aptGet(...args: readonly string[]): string | undefined {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '--non-interactive'];
  const [command = '', ...rest] = [...sudo, 'apt-get', '-o', PATIENCE, ...args];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, error, stderr } = spawnSync(command, rest, {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status === 0) return undefined;
  const said = stderr?.trim().split('\n').at(-1);
  return error?.message ?? `${command}: ${said || `exit code ${status}`}`;
}

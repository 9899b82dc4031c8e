/** Debian's packages, for the slow tests that need a program which npm and pip do not bring. */
import { execFileSync, spawnSync } from 'node:child_process';

/** For example two test runs on one machine: the second one waits for the first one's installation. */
const PATIENCE = 'DPkg::Lock::Timeout=300';

/**
 * Installs what is missing.
 *
 * @param packages of each program that is needed, the packages that bring it
 * @throws {Error} when they cannot be installed, with apt-get's own words on standard error
 */
export function ensurePrograms(packages: Readonly<Record<string, readonly string[]>>): void {
  const missing = Object.keys(packages).filter((name) => spawnSync('which', [name]).status !== 0);
  if (missing.length === 0) return;
  run('update', '--quiet=2');
  const names = missing.flatMap((name) => packages[name] ?? []);
  run('install', '--quiet=2', '--yes', '--no-install-recommends', ...names);
}

function run(...args: readonly string[]): void {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '--non-interactive'];
  const [command = '', ...words] = [...sudo, 'apt-get', '-o', PATIENCE, ...args];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync(command, words, { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

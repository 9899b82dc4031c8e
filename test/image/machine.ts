/**
 * Brings a Debian machine to where it builds and runs images: podman, runc and a static busybox.
 * There is no registry and perhaps no daemon here.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const FOLDER = resolve('.cache/image');
const PACKAGES: Readonly<Record<string, string>> = {
  podman: 'podman',
  runc: 'runc',
  busybox: 'busybox-static',
};

/**
 * Limits that an unprivileged sandbox lets a container set, and a runtime that does not mind how its
 * control groups are mounted.
 */
const CONTAINERS_CONF = `[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[engine]
runtime = "runc"
`;

/** @returns the environment in which podman works */
export function setUpPodman(): NodeJS.ProcessEnv {
  mkdirSync(FOLDER, { recursive: true });
  const missing = Object.keys(PACKAGES).filter((name) => spawnSync('which', [name]).status !== 0);
  if (missing.length > 0) install(missing.map((name) => PACKAGES[name] ?? name));
  const conf = `${FOLDER}/containers.conf`;
  writeFileSync(conf, CONTAINERS_CONF);
  return { ...process.env, CONTAINERS_CONF: conf };
}

function install(packages: readonly string[]): void {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '--non-interactive'];
  const run = (...words: readonly string[]) => {
    const [command = '', ...args] = [...sudo, ...words];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  };
  run('apt-get', 'update', '--quiet=2');
  run('apt-get', 'install', '--quiet=2', '--yes', '--no-install-recommends', ...packages);
}

/** Where files of these tests go. */
export const inFolder = (name: string): string => `${FOLDER}/${name}`;

/**
 * Brings a Debian machine to where it builds and runs images: podman, runc and a static busybox.
 * There is no registry and perhaps no daemon here.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { provide } from '../support/packages.ts';

const FOLDER = resolve('.cache/image');
const PACKAGES = { podman: ['podman'], runc: ['runc'], busybox: ['busybox-static'] };

/**
 * Limits that an unprivileged sandbox lets a container set, and a runtime that does not mind how its
 * control groups are mounted.
 */
const CONTAINERS_CONF = `[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[engine]
runtime = "runc"
`;

/** @returns the environment in which podman works @throws {Error} in one line, where it does not */
export function setUpPodman(): NodeJS.ProcessEnv {
  mkdirSync(FOLDER, { recursive: true });
  provide(PACKAGES);
  const conf = `${FOLDER}/containers.conf`;
  writeFileSync(conf, CONTAINERS_CONF);
  const env = { ...process.env, CONTAINERS_CONF: conf };
  const { status, stderr } = spawnSync('podman', ['info'], { env, encoding: 'utf8' });
  if (status === 0) return env;
  throw new Error(`podman does not work here: ${stderr.trim().split('\n').at(-1)}`);
}

/** Where files of these tests go. */
export const inFolder = (name: string): string => `${FOLDER}/${name}`;

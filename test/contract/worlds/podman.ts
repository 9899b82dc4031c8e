/** Containers by podman, told through its Docker-compatible socket what to do. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Machines without systemd, with the old cgroups, or without the right to raise limits: podman's own
 * defaults fail on them, these work everywhere.
 */
const CONFIGURATION = `
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
`;

export interface Podman {
  /** As `DOCKER_HOST` has it. */
  readonly socket: string;
  /**
   * Makes an image of this machine's Node and one program, from no other image.
   *
   * @param name for example `localhost/probe`
   * @returns its reference by digest
   */
  image(name: string, program: string): string;
  /** Ends the containers of its images, and the service. */
  close(): Promise<void>;
}

/** @throws {Error} when podman is not there or its service does not start */
export async function startPodman(): Promise<Podman> {
  const folder = mkdtempSync(join(tmpdir(), 'podman-'));
  const configuration = join(folder, 'containers.conf');
  writeFileSync(configuration, CONFIGURATION);
  const env = {
    ...process.env,
    CONTAINERS_CONF: configuration,
    PATH: `${withoutDpkg(folder)}:${process.env['PATH']}`,
  };
  const path = join(folder, 'podman.sock');
  const podman = (...args: string[]) => execute('podman', args, env);
  podman('--version');
  const service = spawn('podman', ['system', 'service', '--time=0', `unix://${path}`], {
    env,
    stdio: 'ignore',
  });
  const images: string[] = [];
  for (let tries = 0; !existsSync(path); tries += 1) {
    if (tries === 100) throw new Error('the service of podman does not start');
    await sleep(100);
  }
  return {
    socket: `unix://${path}`,
    image: (name, program) => {
      const archive = pack(folder, program);
      const change = 'ENTRYPOINT ["/node", "/program.mjs"]';
      podman('import', '--quiet', '--change', change, archive, `${name}:latest`);
      rmSync(archive);
      images.push(`${name}:latest`);
      const format = '{{.Digest}}';
      return `${name}@${podman('image', 'inspect', '--format', format, `${name}:latest`).trim()}`;
    },
    close: async () => {
      const filters = images.map((image) => `--filter=ancestor=${image}`);
      const left = podman('ps', '--all', '--quiet', ...filters)
        .split('\n')
        .filter(Boolean);
      if (left.length > 0) podman('rm', '--force', '--time=0', ...left);
      const exited = once(service, 'exit');
      service.kill('SIGKILL');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Every new client asks podman for its version, and podman then asks dpkg for hundreds of
 * milliseconds which packages its parts are from.
 *
 * @returns a folder for the front of PATH in which dpkg knows nothing
 */
function withoutDpkg(folder: string): string {
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  writeFileSync(join(programs, 'dpkg-query'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  return programs;
}

/** Packs Node, the libraries that it loads, and a program. @returns the archive */
function pack(folder: string, program: string): string {
  const root = join(folder, 'root');
  mkdirSync(join(root, 'tmp'), { recursive: true });
  copyFileSync(process.execPath, join(root, 'node'));
  copyFileSync(program, join(root, 'program.mjs'));
  const libraries = execute('ldd', [process.execPath]).match(/\/\S+/g) ?? [];
  for (const library of libraries.filter((each) => existsSync(each))) {
    mkdirSync(join(root, dirname(library)), { recursive: true });
    copyFileSync(library, join(root, library));
  }
  const archive = join(folder, 'root.tar');
  execute('tar', ['-C', root, '-cf', archive, '.']);
  rmSync(root, { recursive: true });
  return archive;
}

function execute(command: string, args: readonly string[], env = process.env): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { env, encoding: 'utf8' });
  if (status === 0) return stdout;
  const hint = command === 'podman' ? ' (Debian: apt-get install podman runc)' : '';
  throw new Error(`${command} ${args[0]}${hint}: ${error?.message ?? stderr.trim()}`);
}

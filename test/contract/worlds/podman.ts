/** Containers by podman, told through its Docker-compatible socket what to do. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setUpPodman } from '../../image/machine.ts';

export interface Podman {
  /** As `DOCKER_HOST` has it. */
  readonly socket: string;
  /** `podman version 4.3.1`, for example. */
  readonly version: string;
  /**
   * Makes an image of this machine's Node and some programs, from no other image.
   *
   * @param purpose a part of its name
   * @param programs files; the first is what a container runs
   * @returns its reference by digest
   */
  image(purpose: string, programs: readonly [string, ...string[]]): string;
  /** Removes its images with their containers, and ends the service. */
  close(): Promise<void>;
}

/** Installs it where that is possible. @throws {Error} when its service does not start */
export async function startPodman(): Promise<Podman> {
  const folder = mkdtempSync(join(tmpdir(), 'podman-'));
  const installed = setUpPodman();
  const env = { ...installed, PATH: `${withoutDpkg(folder)}:${installed['PATH']}` };
  const path = join(folder, 'podman.sock');
  const podman = (...args: string[]) => execute('podman', args, env);
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
    version: podman('--version').trim(),
    image: (purpose, programs) => {
      // Whoever else tests on this machine has images of the same purpose.
      const name = `localhost/${purpose}-${process.pid}`;
      const archive = pack(folder, programs);
      const change = `ENTRYPOINT ["/node", "/${basename(programs[0])}"]`;
      podman('import', '--quiet', '--change', change, archive, `${name}:latest`);
      rmSync(archive);
      images.push(`${name}:latest`);
      const format = '{{.Digest}}';
      return `${name}@${podman('image', 'inspect', '--format', format, `${name}:latest`).trim()}`;
    },
    close: async () => {
      // With the containers that are of it, whether they run or not.
      for (const image of images) podman('image', 'rm', '--force', image);
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

/** Packs Node, the libraries that it loads, and programs. @returns the archive */
function pack(folder: string, programs: readonly string[]): string {
  const root = join(folder, 'root');
  mkdirSync(join(root, 'tmp'), { recursive: true });
  copyFileSync(process.execPath, join(root, 'node'));
  for (const program of programs) copyFileSync(program, join(root, basename(program)));
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
  throw new Error(`${command} ${args[0]}: ${error?.message ?? stderr.trim()}`);
}

/** A fresh clone on a machine with nothing but Node, and then without a network. Linux, as root. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fresh-'));
  execFileSync('git', ['clone', '--quiet', resolve('.'), join(folder, 'clone')]);
  const bin = join(folder, 'bin');
  await mkdir(bin);
  const npm = execFileSync('sh', ['-c', 'readlink -f "$(command -v npm)"'], { encoding: 'utf8' });
  await Promise.all([
    symlink(process.execPath, join(bin, 'node')),
    symlink(npm.trim(), join(bin, 'npm')),
    symlink('/bin/sh', join(bin, 'sh')),
  ]);
  // A home of its own: neither this machine's npm settings nor its cache.
  env = { PATH: bin, HOME: folder, npm_config_cache: join(folder, 'cache') };
  const certificates = process.env['NODE_EXTRA_CA_CERTS'];
  if (certificates) env['NODE_EXTRA_CA_CERTS'] = certificates;
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** `npm run demo` in the clone, perhaps in a network namespace that holds loopback alone. */
function demo(args: string[], offline: boolean) {
  const command = ['npm', 'run', 'demo', '--', ...args];
  const words = offline
    ? ['unshare', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', ...command]
    : command;
  const [program = '', ...rest] = words;
  const path = offline ? `${env['PATH']}:${process.env['PATH']}:/usr/sbin:/sbin` : env['PATH'];
  return spawnSync(program, rest, {
    cwd: join(folder, 'clone'),
    env: { ...env, PATH: path },
    encoding: 'utf8',
  });
}

describe('npm run demo', () => {
  it('installs and estimates on a fresh clone with an empty npm cache, without a warning', () => {
    const { status, stdout, stderr } = demo([], false);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: 'Installing what the demo needs (once) ...\n',
    });
    expect(stdout).toMatch(/Pi is approximately 3\.141/);
    expect(stdout).toMatch(/100 of 100 results/);
    expect(stdout).not.toMatch(/warn|⚠/i);
  });

  it('runs again with the network off: nothing leaves the loopback interface', () => {
    const args = ['--array-size', '10', '--samples', '1000000', '--interrupt', '2'];
    const { status, stdout, stderr } = demo(args, true);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/Pi is approximately 3\.1/);
  });

  it('installs again what an interrupted installation left half done', async () => {
    const modules = join(folder, 'clone/node_modules');
    await rm(join(modules, '.package-lock.json'));
    await rm(join(modules, '@smithy'), { recursive: true });
    const { status, stdout, stderr } = demo(['--array-size', '1', '--samples', '1000'], false);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: 'Installing what the demo needs (once) ...\n',
    });
    expect(stdout).toMatch(/Pi is approximately/);
  });

  it('brought no development tool along', () => {
    const tree = execFileSync('ls', [join(folder, 'clone/node_modules')], { encoding: 'utf8' });
    expect(tree).not.toMatch(/jest|biome|swc/);
  });
});

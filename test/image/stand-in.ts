/**
 * Plays the two images that the Dockerfile starts from, where no registry is in reach: Node from npm,
 * the C library of this machine, and for the build a shell and npm.
 */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { inFolder } from './machine.ts';

const NODE = `node-linux-${process.arch}`;
/** The Node of .nvmrc, and an npm that knows its lock file. */
const PACKAGES = [`${NODE}@24.21.0`, 'npm@11.6.2'];
/** npm's packages come through whatever this machine trusts. */
export const CERTIFICATES = '/etc/ssl/certs';

/** Names of the images behind FROM, in order. */
export function basesOf(dockerfile: string): readonly string[] {
  const stages = readFileSync(dockerfile, 'utf8').matchAll(/^FROM (?:--\S+ )?(\S+)/gm);
  return [...stages].map(([, name = '']) => name);
}

function modules(): string {
  const prefix = inFolder('npm');
  mkdirSync(prefix, { recursive: true });
  const args = ['install', '--silent', '--no-save', '--prefix', prefix, ...PACKAGES];
  execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return `${prefix}/node_modules`;
}

/** Copies a program and the libraries that it names, to the same places. */
function copyProgram(from: string, root: string, to: string): void {
  mkdirSync(dirname(root + to), { recursive: true });
  cpSync(from, root + to);
  const libraries = execFileSync('ldd', [from], { encoding: 'utf8' }).match(/\/\S+\.so\S*/g) ?? [];
  for (const library of libraries) cpSync(library, root + library, { dereference: true });
}

/** A folder with what every image has, whatever else it holds. */
function freshRoot(name: string): string {
  const root = inFolder(name);
  rmSync(root, { recursive: true, force: true });
  for (const each of ['etc', 'tmp', 'proc', 'sys', 'dev', 'root'])
    mkdirSync(`${root}/${each}`, { recursive: true });
  writeFileSync(
    `${root}/etc/passwd`,
    'root:x:0:0::/root:/bin/sh\nnonroot:x:65532:65532::/:/none\n',
  );
  return root;
}

function importImage(
  root: string,
  name: string,
  env: NodeJS.ProcessEnv,
  changes: readonly string[],
) {
  const archive = `${root}.tar`;
  execFileSync('tar', ['--create', '--file', archive, '--directory', root, '.']);
  const options = changes.flatMap((change) => ['--change', change]);
  execFileSync('podman', ['import', '--quiet', ...options, archive, name], { env, stdio: 'pipe' });
  rmSync(archive);
}

/** Makes `localhost/stand-in-build` and `localhost/stand-in-run`. */
export function makeStandIns(env: NodeJS.ProcessEnv): void {
  const packages = modules();
  const node = `${packages}/${NODE}/bin/node`;
  if (!existsSync(node)) throw new Error(`${NODE} holds no bin/node`);

  const build = freshRoot('build');
  copyProgram(node, build, '/usr/local/bin/node');
  mkdirSync(`${build}/bin`);
  cpSync(execFileSync('which', ['busybox'], { encoding: 'utf8' }).trim(), `${build}/bin/busybox`);
  for (const applet of ['sh', 'env']) symlinkSync('busybox', `${build}/bin/${applet}`);
  mkdirSync(`${build}/usr/bin`, { recursive: true });
  symlinkSync('/bin/busybox', `${build}/usr/bin/env`);
  cpSync(`${packages}/npm`, `${build}/usr/local/lib/node_modules/npm`, { recursive: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', `${build}/usr/local/bin/npm`);
  execFileSync('chmod', ['+x', `${build}/usr/local/lib/node_modules/npm/bin/npm-cli.js`]);
  importImage(build, 'localhost/stand-in-build', env, [
    'ENV PATH=/usr/local/bin:/usr/bin:/bin',
    `ENV NODE_EXTRA_CA_CERTS=${CERTIFICATES}/ca-certificates.crt`,
  ]);

  const run = freshRoot('run');
  copyProgram(node, run, '/nodejs/bin/node');
  importImage(run, 'localhost/stand-in-run', env, ['USER 65532']);
}

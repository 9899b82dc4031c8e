/**
 * Brings a fresh clone to where tests and benchmarks can run: npm packages, a Python environment
 * with the pinned tools, and the bundles. Plain JavaScript: at this moment nothing else may be there.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const venv = join(root, '.venv');

/** The path of a program in the Python environment. */
export const python = (program) => join(venv, 'bin', program);

function run(command, args, help) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status === 0) return;
  const why = error?.message ?? `exit code ${status}`;
  process.stderr.write(`set-up: ${command} ${args.join(' ')} failed (${why}). ${help}\n`);
  process.exit(1);
}

/** Does `action` unless it was done before for the same content of `files`. */
function once(name, files, present, action) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(join(root, file)));
  const stamp = join(root, '.cache', `${name}.stamp`);
  const digest = hash.digest('hex');
  if (present && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  action();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
}

/** The Node of the image and of the actions. */
export const IMAGE_NODE = '24.21.0';

/** A Node that npm brings along: where it is, and npm's arguments that put it there. */
export function nodeOfNpm(version) {
  const folder = `.cache/node-${version}`;
  const library = `node-${process.platform}-${process.arch}`;
  return {
    program: join(root, folder, 'node_modules', library, 'bin', 'node'),
    install: ['install', '--silent', '--no-save', '--prefix', folder, `${library}@${version}`],
  };
}

/** @returns the image's Node, brought by npm, or undefined where npm has none for this machine */
export function provideImageNode() {
  const { program, install } = nodeOfNpm(IMAGE_NODE);
  if (!existsSync(program)) spawnSync('npm', install, { cwd: root, stdio: 'ignore' });
  return existsSync(program) ? program : undefined;
}

/** Everything in package-lock.json, with the development tools. */
export function setUpNode() {
  const present = existsSync(join(root, 'node_modules', 'jest'));
  once('npm', ['package-lock.json'], present, () =>
    run('npm', ['ci', '--loglevel=error'], 'Is the npm registry in reach?'),
  );
}

/** @param requirements files of pinned Python packages, relative to the root */
export function setUpPython(requirements) {
  const present = existsSync(python('pip'));
  once(requirements.join('+').replaceAll('/', '-'), requirements, present, () => {
    const help = 'Python 3 with its venv module is needed (Debian: python3-venv).';
    if (!present) run('python3', ['-m', 'venv', venv], help);
    const files = requirements.flatMap((file) => ['-r', file]);
    run(python('pip'), ['install', '--quiet', ...files], 'Is PyPI in reach?');
  });
}

/** The bundles that are not committed. */
export async function build() {
  const { buildProgram } = await import('../../build.mjs');
  await Promise.all([buildProgram('worker'), buildProgram('local')]);
}

/**
 * `npm run demo`: installs what the demo needs (once), builds, and runs it. Plain JavaScript without
 * dependencies, because at this moment nothing else may be there.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** How long npm may clear up after Ctrl-C; what it then leaves half done is done again next time. */
const CLEAR_UP_MS = 1500;
/** The exit code of a program that SIGINT ended. */
const INTERRUPTED = 130;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const read = (...path) => JSON.parse(readFileSync(join(root, ...path), 'utf8'));

/**
 * True when npm has finished installing every run-time package of the lock file that this machine
 * needs. npm writes its own list of what there is last, so that one which was interrupted has none.
 */
function installed() {
  const list = ['node_modules', '.package-lock.json'];
  if (!existsSync(join(root, ...list))) return false;
  const there = read(...list).packages;
  const needed = Object.entries(read('package-lock.json').packages).filter(
    ([path, { dev, devOptional, os = [process.platform], cpu = [process.arch] }]) =>
      path !== '' &&
      !dev &&
      !devOptional &&
      os.includes(process.platform) &&
      cpu.includes(process.arch),
  );
  return needed.every(([path, { version }]) => there[path]?.version === version);
}

function fail(message) {
  process.stderr.write(`demo: ${message}\n`);
  process.exit(1);
}

async function install() {
  process.stderr.write('Installing what the demo needs (once) ...\n');
  // Where the development tools are installed already, they stay.
  const omit = existsSync(join(root, 'node_modules', 'jest')) ? [] : ['--omit=dev'];
  const npm = spawn('npm', ['ci', ...omit, '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  let stopped = false;
  const stop = (signal) => {
    stopped = true;
    npm.kill(signal);
    setTimeout(() => npm.kill('SIGKILL'), CLEAR_UP_MS);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.once(signal, stop);
  const failure = await once(npm, 'close').then(
    ([code]) => (code === 0 ? undefined : `exit code ${code}`),
    (error) => error.message,
  );
  if (stopped) process.exit(INTERRUPTED);
  for (const signal of signals) process.off(signal, stop);
  if (failure) fail(`npm ci failed (${failure}). Is the npm registry in reach?`);
}

async function build() {
  const { buildProgram, PROGRAMS } = await import('../build.mjs');
  await Promise.all([buildProgram('worker'), buildProgram('local')]);
  return pathToFileURL(join(root, PROGRAMS.local.outfile)).href;
}

const { engines } = read('package.json');
const [major, minor] = process.versions.node.split('.').map(Number);
const [wantMajor, wantMinor] = engines.node.replace('>=', '').split('.').map(Number);
if (major < wantMajor || (major === wantMajor && minor < wantMinor)) {
  fail(
    `Node ${engines.node} is needed, and this is ${process.versions.node}. See https://nodejs.org`,
  );
}
if (!installed()) await install();
const program = await build().catch(({ errors, message }) =>
  // Errors in the sources have been told by esbuild itself.
  fail(errors ? 'the build failed; esbuild says above where.' : `the build failed: ${message}`),
);
// The demo finds template, worker and action from here.
process.chdir(root);
await import(program);

/**
 * `npm run demo`: installs what the demo needs (once), builds, and runs it. Plain JavaScript without
 * dependencies, because at this moment nothing else may be there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const read = (...path) => JSON.parse(readFileSync(join(root, ...path), 'utf8'));

/** True when every run-time dependency is there in the pinned version. */
function installed(dependencies) {
  return Object.entries(dependencies).every(([name, version]) => {
    const path = ['node_modules', name, 'package.json'];
    return existsSync(join(root, ...path)) && read(...path).version === version;
  });
}

function fail(message) {
  process.stderr.write(`demo: ${message}\n`);
  process.exit(1);
}

const { engines, dependencies } = read('package.json');
const [major, minor] = process.versions.node.split('.').map(Number);
const [wantMajor, wantMinor] = engines.node.replace('>=', '').split('.').map(Number);
if (major < wantMajor || (major === wantMajor && minor < wantMinor)) {
  fail(
    `Node ${engines.node} is needed, and this is ${process.versions.node}. See https://nodejs.org`,
  );
}

if (!installed(dependencies)) {
  process.stderr.write('Installing what the demo needs (once) ...\n');
  // Where the development tools are installed already, they stay.
  const omit = existsSync(join(root, 'node_modules', 'jest')) ? [] : ['--omit=dev'];
  const { status, error } = spawnSync('npm', ['ci', ...omit, '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    fail(
      `npm ci failed (${error?.message ?? `exit code ${status}`}). Is the npm registry in reach?`,
    );
  }
}

const { buildProgram, PROGRAMS } = await import('../build.mjs');
try {
  await Promise.all([buildProgram('worker'), buildProgram('local')]);
} catch {
  fail('the build failed; esbuild says above where.');
}
// The demo finds template, worker and action from here.
process.chdir(root);
await import(pathToFileURL(join(root, PROGRAMS.local.outfile)).href);

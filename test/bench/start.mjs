/**
 * `npm run bench`: installs what the benchmark needs (once), builds, and runs it. Plain JavaScript:
 * at this moment nothing else may be there.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  build,
  IMAGE_NODE,
  provideImageNode,
  python,
  root,
  setUpNode,
  setUpPython,
} from '../run/setup.mjs';
import { readOptions } from './options.mjs';

/** The Node that children run on where they matter: its V8 has SIMD instructions that Node 20 lacks. */
function imageNode() {
  const program = provideImageNode();
  if (program !== undefined) return program;
  process.stderr.write(`bench: npm has no Node ${IMAGE_NODE} for this machine; its own it is\n`);
  return process.execPath;
}

readOptions();
setUpNode();
setUpPython(['test/requirements.txt']);
// One by one: where pip has no numba for this Python, numpy takes part all the same.
const packages = readFileSync(join(root, 'test/bench/requirements.txt'), 'utf8').match(/\S+/g);
for (const name of packages ?? []) {
  spawnSync(python('pip'), ['install', '--quiet', '--disable-pip-version-check', name], {
    cwd: root,
    stdio: 'ignore',
  });
}
await build();
const main = ['--import', 'tsx', join(root, 'test', 'bench', 'main.ts'), ...process.argv.slice(2)];
// On Node 20 the AWS SDK would print nine lines about its own future.
const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
const { status } = spawnSync(imageNode(), main, { cwd: root, env, stdio: 'inherit' });
process.exitCode = status ?? 1;

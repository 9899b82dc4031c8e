/** What the runner runs after a step whose `main` was ended before it could save any state. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { inProcessRunner, type LocalAws, startLocalAws } from '../../local/aws/index.ts';
import { readManifest } from '../../local/demo/manifest.ts';

const run = promisify(execFile);

let aws: LocalAws;
let folder: string;
beforeEach(async () => {
  aws = await startLocalAws({ runner: inProcessRunner(async () => 0), vcpus: 1 });
  folder = await mkdtemp(join(tmpdir(), 'post-'));
});
afterEach(async () => {
  await aws.close();
  await rm(folder, { recursive: true });
});

it.each([
  ['estimate-pi', {}],
  ['deploy-stack', { INPUT_COMMAND: 'apply', 'INPUT_STACK-NAME': 'Pi' }],
])('the post of %s does not begin what was ended before it had begun', async (name, inputs) => {
  const { post, defaults } = await readManifest(`actions/${name}`);
  const files = ['OUTPUT', 'STATE', 'STEP_SUMMARY'].map((file) => [
    `GITHUB_${file}`,
    join(folder, file),
  ]);
  await Promise.all(files.map(([, file = '']) => writeFile(file, '')));
  const given = Object.entries(defaults).map(([key, value]) => [
    `INPUT_${key.toUpperCase()}`,
    value,
  ]);
  const env = {
    ...Object.fromEntries([...given, ...files]),
    ...inputs,
    ...aws.environment,
    PATH: process.env['PATH'],
  };
  const { stdout } = await run(process.execPath, [post], { env });
  expect(stdout).not.toContain('::error');
  expect([...aws.calls]).toEqual([]);
});

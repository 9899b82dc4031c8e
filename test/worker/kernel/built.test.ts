import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';

const node = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, output: stdout + stderr };
};

it('has committed modules that are what the source builds', () => {
  expect(node('worker/kernel/build.mjs', '--check')).toEqual({ status: 0, output: '' });
});

it('has a source that type-checks as TypeScript, too', () => {
  const tsc = 'node_modules/typescript/bin/tsc';
  expect(node(tsc, '-p', 'worker/kernel/assembly')).toEqual({ status: 0, output: '' });
});

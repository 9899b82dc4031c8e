/** The reference that a deployment is held to, run as the workflow runs it. */
import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { countHitsBlockwise } from '../../worker/src/pi/blockwise.ts';

function reference(...args: readonly string[]) {
  return spawnSync(process.execPath, ['--import', 'tsx', '.github/scripts/reference.ts', ...args], {
    encoding: 'utf8',
  });
}

it('counts what the other reading of the stream counts', () => {
  const hits = [0, 1, 2].reduce(
    (sum, index) => sum + countHitsBlockwise({ seed: 42n, index }, 0, 5000),
    0,
  );
  expect(reference('3', '5000', '42')).toMatchObject({ status: 0, stdout: `${hits}\n` });
});

it.each([[[]], [['4', '1e6', '42']], [['4', '1000', 'auto']]])('refuses %j', (args) => {
  expect(reference(...args)).toMatchObject({
    status: 64,
    stdout: '',
    stderr: expect.stringContaining('are whole numbers'),
  });
});

/** actionlint, which also compares the inputs and outputs of this repository's own actions. */
import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';

it('gives actionlint nothing to find', () => {
  const args = ['run', 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12', '-no-color'];
  const { stdout, stderr, status, error } = spawnSync('go', args, { encoding: 'utf8' });
  expect({ status, stdout, why: error?.message ?? (status === 0 ? '' : stderr) }).toEqual({
    status: 0,
    stdout: '',
    why: '',
  });
});

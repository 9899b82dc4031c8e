import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseOptions, UsageError } from '../../../local/demo/options.ts';
import { chooseRunner } from '../../../local/demo/runner.ts';

describe('--container', () => {
  it('takes either engine, and an image', () => {
    expect(parseOptions(['--container', 'podman'])).toMatchObject({
      container: { engine: 'podman', image: 'aws-batch-pi' },
    });
    expect(parseOptions(['--container', 'docker', '--image', 'mine:1'])).toMatchObject({
      container: { engine: 'docker', image: 'mine:1' },
    });
    expect(parseOptions([])).not.toHaveProperty('container');
  });

  it('refuses another engine', () => {
    expect(() => parseOptions(['--container', 'lxc'])).toThrow(UsageError);
    expect(() => parseOptions(['--container', 'lxc'])).toThrow(
      "--container must be podman or docker, not 'lxc'",
    );
  });
});

it('names processes by what they run, as an image is named by its digest', async () => {
  const options = parseOptions([]);
  if (!options) throw new Error('there must be options');
  const { digest } = await chooseRunner(options, 'package.json');
  expect(digest).toBe(createHash('sha256').update(readFileSync('package.json')).digest('hex'));
});

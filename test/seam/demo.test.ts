import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Plugin } from 'esbuild';
import { buildProgram } from '../../build.mjs';
import { type Clone, makeClone, runDemo } from '../support/demo.ts';

/** What a fork does by hand: another file in the place of worker/src/pi/index.ts. */
const replacePi: Plugin = {
  name: 'replace-pi',
  setup(build) {
    build.onResolve({ filter: /\/pi\/index\.ts$/ }, () => ({ path: resolve('test/seam/ln2.ts') }));
  },
};

describe('a different simulation in the place of Pi', () => {
  let folder: string;
  let clone: Clone;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seam-'));
    await buildProgram('worker', join(folder, 'worker.mjs'), [replacePi]);
    clone = await makeClone(join(folder, 'worker.mjs'));
  });

  afterAll(async () => {
    await clone.remove();
    await rm(folder, { recursive: true });
  });

  it('runs through template, action and demo unchanged', async () => {
    const args = ['--array-size', '8', '--samples', '5000', '--seed', '3', '--interrupt', '2'];
    const { exitCode, stdout, stderr, summary } = await runDemo(clone, args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(summary).toMatchObject({
      simulation: 'ln2',
      children: { expected: 8, received: 8, missing: '' },
      totals: { samples: '40000' },
    });
    // 8 standard errors: the sequence is no random one, and is only to be far from nonsense.
    const halfWidth = summary?.interval?.halfWidth ?? 0;
    expect(Math.abs((summary?.value ?? 0) - Math.LN2)).toBeLessThan(4 * halfWidth);
    expect(stdout).toContain(`${summary?.headline}`);
    expect(stdout).toContain('2 retried');
    expect(stdout).not.toMatch(/Pi is approximately/);
  });
});

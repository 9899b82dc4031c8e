import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const DIST = 'actions/estimate-pi/dist';

describe('the committed bundle', () => {
  it('is what the source builds', async () => {
    const folder = await mkdtemp('.cache/dist-');
    try {
      const program = `import { buildProgram } from './build.mjs';
        await buildProgram('estimate-pi', ${JSON.stringify(relative('.', `${folder}/index.mjs`))});`;
      await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
      for (const file of ['index.mjs', 'licenses.txt']) {
        const [built, committed] = await Promise.all([
          readFile(`${folder}/${file}`),
          readFile(`${DIST}/${file}`),
        ]);
        // Not toEqual: a megabyte of difference would be printed.
        expect([file, built.equals(committed)]).toEqual([file, true]);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is smaller than 2 MB', async () => {
    expect((await stat(`${DIST}/index.mjs`)).size).toBeLessThan(2_000_000);
  });
});

/** What runs in a workflow is the committed bundle, so it must be what the source builds. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const run = promisify(execFile);

interface Program {
  readonly name: string;
  readonly outfile: string;
}

/** Bytes: a runner downloads and parses it for every step. */
const LARGEST = 2_000_000;

/** In a process of its own: esbuild refuses the typed arrays of jest's realm. */
async function inNode(source: string): Promise<string> {
  const build = pathToFileURL('build.mjs').href;
  const program = `import { buildProgram, PROGRAMS } from ${JSON.stringify(build)}; ${source}`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program]);
  return stdout;
}

const programs = JSON.parse(
  await inNode(`const all = Object.entries(PROGRAMS).filter(([, { committed }]) => committed);
    console.log(JSON.stringify(all.map(([name, { outfile }]) => ({ name, outfile }))));`),
) as readonly Program[];

describe('the committed bundles', () => {
  it('are those of the actions', () => {
    expect(programs.map(({ outfile }) => outfile).sort()).toEqual([
      'actions/deploy-stack/dist/index.mjs',
      'actions/estimate-pi/dist/index.mjs',
    ]);
  });

  it.each(programs)('of $name is what the source builds', async ({ name, outfile }) => {
    await mkdir('.cache', { recursive: true });
    const folder = await mkdtemp('.cache/dist-');
    try {
      const built = join(folder, 'index.mjs');
      await inNode(`await buildProgram(${JSON.stringify(name)}, ${JSON.stringify(built)});`);
      for (const file of ['index.mjs', 'licenses.txt']) {
        const fresh = await readFile(join(folder, file));
        const committed = await readFile(join(dirname(outfile), file));
        // Not toEqual on the contents: a megabyte of difference would be printed.
        const advice = `${name}: run \`node build.mjs ${name}\` and commit the result`;
        expect(fresh.equals(committed) ? 'same' : advice).toBe('same');
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it.each(programs)('of $name is small', async ({ outfile }) => {
    expect((await stat(outfile)).size).toBeLessThan(LARGEST);
  });
});

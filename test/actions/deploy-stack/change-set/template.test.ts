import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readTemplate } from '../../../../actions/deploy-stack/src/change-set/template.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'template-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the template', () => {
  it('is taken up to 51,200 bytes, counted as bytes', async () => {
    const path = join(folder, 'pi.yaml');
    await writeFile(path, 'é'.repeat(25_600));
    expect(await readTemplate(path)).toHaveLength(25_600);
    await writeFile(path, `${'é'.repeat(25_600)}x`);
    await expect(readTemplate(path)).rejects.toThrow(/pi\.yaml` has 51,201 bytes/);
  });

  it('that is not there is named', async () => {
    await expect(readTemplate(join(folder, 'none.yaml'))).rejects.toThrow(
      /none\.yaml` cannot be read/,
    );
  });

  it('of this repository fits', async () => {
    await expect(readTemplate('cloudformation/pi.yaml')).resolves.toContain('Resources:');
  });
});

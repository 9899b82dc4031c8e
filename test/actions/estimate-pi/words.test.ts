import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const SOURCE = 'actions/estimate-pi/src';

async function sources(): Promise<string[]> {
  const files = await readdir(SOURCE, { recursive: true });
  return files.filter((file) => file.endsWith('.ts')).sort();
}

/** What is computed, in any spelling; paths of this repository excepted. */
function mentions(source: string): string[] {
  const text = source.replaceAll('estimate-pi', '').replaceAll('cloudformation/pi.yaml', '');
  const withoutImport = text.replace(/from '\.\/pi\.ts'/g, '');
  return withoutImport.match(/\bpi\b|π|monte.?carlo|\bhits?\b/gi) ?? [];
}

describe('the words of the action', () => {
  it('says what is computed in one file only', async () => {
    const speaking: string[] = [];
    for (const file of await sources()) {
      const source = await readFile(join(SOURCE, file), 'utf8');
      if (mentions(source).length > 0) speaking.push(file);
    }
    expect(speaking).toEqual(['pi.ts']);
  });

  it('keeps array-job away from the file that says it, and from every client', async () => {
    const files = (await sources()).filter((file) => file.startsWith('array-job/'));
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const source = await readFile(join(SOURCE, file), 'utf8');
      expect([file, source.match(/pi\.ts|@aws-sdk|@actions|process\./g)]).toEqual([file, null]);
    }
  });
});

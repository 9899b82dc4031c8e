import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { claimFolder, releaseFolder } from '../../../local/demo/folder.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'folder-'));
});
afterEach(() => rm(root, { recursive: true }));

it('is made, and emptied of what the last run left', async () => {
  const folder = await claimFolder(root);
  expect(folder).toBe(join(root, '.demo'));
  await mkdir(join(folder, 'logs'));
  await writeFile(join(folder, 'logs/old.log'), '');
  await releaseFolder(folder);
  expect(await claimFolder(root)).toBe(folder);
  expect(existsSync(join(folder, 'logs'))).toBe(false);
});

it('is another one for each of the demos that run at the same time', async () => {
  const folders = await Promise.all([1, 2, 3].map(() => claimFolder(root)));
  expect(folders.sort()).toEqual(['.demo', '.demo-2', '.demo-3'].map((name) => join(root, name)));
  await releaseFolder(join(root, '.demo-2'));
  expect(await claimFolder(root)).toBe(join(root, '.demo-2'));
});

it('is taken over from a demo that was killed', async () => {
  await mkdir(join(root, '.demo'));
  // No process has this number: it is beyond what any system hands out.
  await writeFile(join(root, '.demo/pid'), '2147483647');
  expect(await claimFolder(root)).toBe(join(root, '.demo'));
  expect(await readFile(join(root, '.demo/pid'), 'utf8')).toBe(String(process.pid));
});

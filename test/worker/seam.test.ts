import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const folder = new URL('../../worker/src/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));

/** The code of a file, without its comments: these may give Pi as an example. */
const code = (name: string) =>
  readFileSync(new URL(name, folder), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

/** Pi as a word of its own or as a part of a name like `piResult` or `ofPi`. */
const PI = /(?<![A-Za-z])[Pp]i(?![a-z])|(?<=[a-z])Pi(?![a-z])|\bPI\b|π/g;

describe('what runs any simulation', () => {
  it('is looked at by the right words', () => {
    for (const text of ['pi', "'Pi'", 'piResult', 'ofPi', 'Math.PI', 'π']) expect(text).toMatch(PI);
    for (const text of ['pipe', 'copies', 'Pick', 'API']) expect(text).not.toMatch(PI);
  });

  it.each(files.filter((name) => name !== 'main.ts'))('%s never says Pi', (name) => {
    expect(code(name).match(PI)).toBeNull();
    expect(code(name)).not.toMatch(/\b(samples|hits|circle)\b/i);
  });

  it('is tied to Pi by one import of main.ts', () => {
    expect(code('main.ts').match(PI)).toEqual(['pi']);
    expect(code('main.ts')).toContain("import { simulation } from './pi/index.ts';");
  });
});

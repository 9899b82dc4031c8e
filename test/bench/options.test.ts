import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { PARTS, parseOptions } from './options.mjs';

describe('the options of the benchmark', () => {
  it('are all parts by default', () => {
    expect(parseOptions([])).toEqual({ parts: PARTS });
    expect(parseOptions(['--json', 'kernel'])).toEqual({ parts: PARTS, json: 'kernel' });
  });

  it('are the named parts and a file, in any order', () => {
    expect(parseOptions(['demo', 'kernel'])).toEqual({ parts: ['kernel', 'demo'] });
    for (const args of [
      ['kernel', '--json', 'a.json'],
      ['--json', 'a.json', 'kernel'],
    ]) {
      expect(parseOptions(args)).toEqual({ parts: ['kernel'], json: 'a.json' });
    }
  });

  it.each([
    [['nonsense'], 'there is no part nonsense'],
    [['toString'], 'there is no part toString'],
    [['--fast'], 'there is no part --fast'],
    [['--json'], '--json needs the name of a file'],
    [['--json', '--json'], '--json needs the name of a file'],
    [['--json', 'a', '--json', 'b'], 'there is no part --json'],
  ])('refuse %p', (args, told) => {
    expect(() => parseOptions(args)).toThrow(told);
  });

  it.each([
    [['nonsense'], 64, /^bench: there is no part nonsense\nusage: /],
    [['--json', 'no/such/folder.json'], 64, /^bench: ENOENT.*\nusage: /],
    [['--help'], 0, /^usage: .*\nparts: kernel, children, summarize, demo;/],
  ])('end the program at once where they are %p', (args, code, told) => {
    const ran = spawnSync(process.execPath, ['test/bench/start.mjs', ...args], {
      encoding: 'utf8',
    });
    expect(ran.status).toBe(code);
    expect(ran.stdout + ran.stderr).toMatch(told);
  });
});

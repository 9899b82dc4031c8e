import { describe, expect, it } from '@jest/globals';
import { parseSeed, seedOfRun } from '../../../worker/src/pi/seed.ts';

describe('parseSeed', () => {
  it.each([
    ['0', 0n],
    ['42', 42n],
    ['9007199254740993', 9007199254740993n],
    ['18446744073709551615', 2n ** 64n - 1n],
  ])('reads %s', (text, seed) => {
    expect(parseSeed(text)).toBe(seed);
  });

  it.each(['', ' 7 ', '1e3', '-1', '+1', '1.5', '0x10', '007', 'abc', '18446744073709551616', '٣'])(
    'refuses "%s"',
    (text) => {
      expect(parseSeed(text)).toBeUndefined();
    },
  );
});

describe('seedOfRun', () => {
  // The test vectors that come with FNV.
  it.each([
    ['', 0xcbf29ce484222325n],
    ['a', 0xaf63dc4c8601ec8cn],
    ['foobar', 0x85944171f73967e8n],
  ])('hashes "%s" by FNV-1a', (text, hash) => {
    expect(seedOfRun(text)).toBe(hash);
  });
});

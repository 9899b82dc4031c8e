import { describe, expect, it } from '@jest/globals';
import { clip, counted, oneLine } from '../../worker/src/text.ts';

describe('oneLine', () => {
  it.each([
    ['a\nb', 'a b'],
    ['a\r\n\r\nb', 'a b'],
    ['\u001b[31mred', '[31mred'],
    ['a\u2028b\u2029c\u0085d', 'a b c d'],
    ['a\0b', 'a b'],
    ['π ± 1 …', 'π ± 1 …'],
  ])('makes %j to %j', (text, line) => {
    expect(oneLine(text, 100)).toBe(line);
  });
});

describe('clip', () => {
  it('leaves short texts alone and shows where it cut long ones', () => {
    expect(clip('12345', 5)).toBe('12345');
    expect(clip('123456', 5)).toBe('1234…');
  });

  it('does not cut a character in two', () => {
    expect(clip('abc😀de', 5)).toBe('abc…');
    expect(clip('ab😀cde', 5)).toBe('ab😀…');
  });
});

describe('counted', () => {
  it('says one and many', () => {
    expect([0, 1, 2].map((count) => counted(count, 'message'))).toEqual([
      '0 messages',
      '1 message',
      '2 messages',
    ]);
  });
});

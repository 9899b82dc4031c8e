import { describe, expect, it } from '@jest/globals';
import {
  attemptLines,
  printDigest,
  title,
} from '../../../../actions/estimate-pi/src/array-job/digest.ts';
import { world } from './fakes.ts';

const group = (cause: string) => ({ cause, indices: [1, 2], examples: [] });
const groups = (count: number) => Array.from({ length: count }, (_, i) => group(`cause ${i}`));

describe('the digest', () => {
  it.each([
    [10, undefined],
    [11, '  and 1 other cause'],
    [12, '  and 2 other causes'],
  ])('of %s causes is bounded', (count, last) => {
    const { lines, report } = world({});
    printDigest({ groups: groups(count), total: 2 * count, interrupted: 0 }, report);
    expect(lines.slice(0, 10)).toEqual(
      groups(10).map(({ cause }) => `  2 children (1-2): ${cause}`),
    );
    expect(lines[10]).toBe(last);
  });

  it('writes attempts in a row that ended alike on one line', () => {
    expect(attemptLines(['a', 'b', 'b', 'b', 'a'])).toEqual([
      'attempt 1: a',
      'attempts 2-4: b',
      'attempt 5: a',
    ]);
    expect(attemptLines([])).toEqual([]);
  });

  it('names whoever failed', () => {
    expect(title({ indices: [7] })).toBe('child 7');
    const many = Array.from({ length: 1_000 }, (_, i) => i);
    expect(title({ indices: many })).toBe('1,000 children (0-999)');
  });
});

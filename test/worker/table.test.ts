import { describe, expect, it } from '@jest/globals';
import { table } from '../../worker/src/table.ts';

describe('table', () => {
  it('lines columns up, without spaces at the end', () => {
    expect(
      table([
        ['a', 'bb'],
        ['ccc', 'd'],
      ]),
    ).toEqual([' a    bb', ' ccc  d']);
  });

  it('aligns right where asked to', () => {
    expect(
      table(
        [
          ['n', 'x'],
          ['100', 'y'],
        ],
        'r',
      ),
    ).toEqual(['   n  x', ' 100  y']);
  });

  it('takes rows of different lengths, and none', () => {
    expect(table([['a'], ['b', 'c']])).toEqual([' a', ' b  c']);
    expect(table([])).toEqual([]);
  });
});

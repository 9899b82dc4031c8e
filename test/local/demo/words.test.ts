import { expect, it } from '@jest/globals';
import { flowed } from '../../../local/demo/words.ts';

it('puts parts side by side as far as there is room', () => {
  const parts = ['samples 1', 'hits 2', 'digits right 3'];
  expect(flowed(parts, 80)).toEqual(['samples 1   hits 2   digits right 3']);
  expect(flowed(parts, 18)).toEqual(['samples 1   hits 2', 'digits right 3']);
  expect(flowed(parts, 1)).toEqual(parts);
  expect(flowed([], 80)).toEqual([]);
});

import { expect, it } from '@jest/globals';
import { counted, thousands } from '../../../../actions/estimate-pi/src/array-job/amounts.ts';

it('words amounts', () => {
  expect([1, 999, 10_000].map(thousands)).toEqual(['1', '999', '10,000']);
  const children = (count: number) => counted(count, 'child', 'children');
  expect([0, 1, 1_000].map(children)).toEqual(['0 children', '1 child', '1,000 children']);
});

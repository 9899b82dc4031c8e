import { expect, it } from '@jest/globals';
import { countHitsExact } from '../../../worker/src/pi/exact.ts';
import { BLOCK_SAMPLES } from '../../../worker/src/pi/stream.ts';
import { FIRST_64_BLOCKS_HITS, FIRST_STREAM } from './known-answers.ts';

it('counts the first 64 blocks sample by sample', () => {
  expect(countHitsExact(FIRST_STREAM, 0, 64 * BLOCK_SAMPLES)).toBe(FIRST_64_BLOCKS_HITS);
});

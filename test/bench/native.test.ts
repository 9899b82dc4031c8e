import { afterAll, describe, expect, it } from '@jest/globals';
import { BLOCK_SAMPLES } from '../../worker/src/pi/stream.ts';
import { BLOCK_HITS, FIRST_64_BLOCKS_HITS } from '../worker/pi/known-answers.ts';
import { Contestant } from './contestant.ts';
import { compileNative } from './native.ts';

describe.each([16, 32, 64])('the native C in vectors of %d bytes', (width) => {
  const program = compileNative(`native-test-${width}`, width);
  const running: Contestant[] = [];
  const start = (...args: string[]) => {
    const contestant = new Contestant(`${width} bytes`, program ?? '', args);
    running.push(contestant);
    return contestant;
  };
  afterAll(() => {
    for (const contestant of running) contestant.close();
  });
  // Where there is no compiler or no such vector, the benchmark does without as well.
  const where = program ? it : it.skip;

  where.each(BLOCK_HITS)('counts $hits hits in block $block of $stream', async (known) => {
    const { seed, index } = known.stream;
    const { hits } = await start(`${seed}`, `${index}`, `${known.block}`).count(BLOCK_SAMPLES);
    expect(hits).toBe(known.hits);
  });

  where('counts the first 64 blocks', async () => {
    expect((await start().count(64 * BLOCK_SAMPLES)).hits).toBe(FIRST_64_BLOCKS_HITS);
  });
});

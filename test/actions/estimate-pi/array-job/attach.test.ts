import { describe, expect, it } from '@jest/globals';
import { attachTo } from '../../../../actions/estimate-pi/src/array-job/attach.ts';
import type { Job } from '../../../../actions/estimate-pi/src/array-job/ports.ts';
import { job, STACK, world } from './fakes.ts';

const { signal } = new AbortController();
const ARN = 'arn:aws:batch:x:1:job-definition';

/** As an older revision of the stack made them. */
const array = (rest: Partial<Job> = {}) =>
  job('a', 'PENDING', {
    definition: `${ARN}/Array:3`,
    array: { size: 40, counts: {} },
    ...rest,
  });
const summarize = (rest: Partial<Job> = {}) =>
  job('s', 'PENDING', {
    definition: `${ARN}/Summarize:2`,
    parameters: { arrayJob: 'a', allowPartial: 'false' },
    ...rest,
  });

function attach(jobs: readonly Job[], arrayJobId = 'a', summarizeJobId = 's') {
  const deps = world({ batch: { describe: async () => [...jobs] } });
  return attachTo({ arrayJobId, summarizeJobId }, STACK, signal, deps);
}

describe('attaching', () => {
  it('learns the size from the array', async () => {
    await expect(attach([array(), summarize()])).resolves.toEqual({ size: 40, arrayIsOver: false });
    await expect(attach([array({ array: undefined }), summarize()])).resolves.toMatchObject({
      size: 1,
    });
  });

  it('knows a summarize job of what a failed array left', async () => {
    const partial = summarize({ parameters: { arrayJob: 'a', allowPartial: 'true' } });
    await expect(attach([array({ status: 'FAILED' }), partial])).resolves.toMatchObject({
      arrayIsOver: true,
    });
    await expect(attach([array(), partial])).resolves.toMatchObject({ arrayIsOver: false });
  });

  it('takes a summarize job that was submitted by hand', async () => {
    const byHand = summarize({ parameters: { arrayJob: 'auto' } });
    await expect(attach([array(), byHand])).resolves.toMatchObject({ size: 40 });
  });

  it('refuses a job that is unknown', async () => {
    await expect(attach([array()])).rejects.toThrow('Batch does not know job s');
  });

  it('refuses ids in the wrong places', async () => {
    await expect(attach([array(), summarize()], 's', 'a')).rejects.toThrow(
      'Input array-job-id: job s is made from Summarize, not from Array of the stack "Stack"',
    );
  });

  it('refuses jobs of another stack', async () => {
    const other = summarize({ definition: `${ARN}/Other:1` });
    await expect(attach([array(), other])).rejects.toThrow(
      'Input summarize-job-id: job s is made from Other, not from Summarize of the stack "Stack"',
    );
  });

  it('refuses the summarize job of another run', async () => {
    const other = summarize({ parameters: { arrayJob: 'b' } });
    await expect(attach([array(), other])).rejects.toThrow(
      'Input summarize-job-id: job s summarizes array job b, not a',
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import {
  childrenFailed,
  failuresOrNone,
} from '../../../../actions/estimate-pi/src/array-job/endings.ts';
import { job, world } from './fakes.ts';

const { signal } = new AbortController();
const end = (array = job('a', 'FAILED')) => ({
  verdict: 'array-failed' as const,
  array,
  summarize: job('s', 'FAILED'),
});
const group = (cause: string, indices: readonly number[], says?: string) => ({
  cause,
  indices,
  examples: [{ index: 0, attempts: [], lines: [], says, logStream: undefined }],
});

describe('the end of a run whose children failed', () => {
  it.each([
    [
      [group('exit code 64 (bad input)', [4], 'error: no')],
      '1 of 10,000 children failed (4): exit code 64 (bad input): error: no; summarize was skipped',
    ],
    [
      [group('exit code 7', [1, 2]), group('exit code 8', [3])],
      '3 of 10,000 children failed for 2 causes, most often (1-2): exit code 7; summarize was skipped',
    ],
  ])('names the cause first', (groups, cause) => {
    const total = groups.flatMap(({ indices }) => indices).length;
    const ending = childrenFailed(end(), 10_000, { groups, total, interrupted: 0 });
    expect(ending.cause).toBe(cause);
    expect(ending.remedy).toMatch(/\.$/);
  });

  it('counts the Spot interruption of a plain job', async () => {
    const reclaimed = job('a', 'FAILED', { statusReason: 'Host EC2 (instance i-1) terminated.' });
    const failures = await failuresOrNone(end(reclaimed), signal, world({}));
    expect(failures).toMatchObject({ total: 1, interrupted: 1 });
  });
});

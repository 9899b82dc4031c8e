import { describe, expect, it } from '@jest/globals';
import { follow, judge } from '../../../../actions/estimate-pi/src/array-job/follow.ts';
import type { Job } from '../../../../actions/estimate-pi/src/array-job/ports.ts';
import { job, world } from './fakes.ts';

const { signal } = new AbortController();
const RUN = { arrayJobId: 'a', summarizeJobId: 's', size: 10_000, pollMs: 5_000, since: 0 };

describe('follow', () => {
  it('asks for both jobs in one call a poll, whatever the size', async () => {
    const asked: (readonly string[])[] = [];
    const states: [Job['status'], Job['status']][] = [
      ['PENDING', 'PENDING'],
      ['PENDING', 'PENDING'],
      ['SUCCEEDED', 'RUNNING'],
      ['SUCCEEDED', 'SUCCEEDED'],
    ];
    const deps = world({
      batch: {
        describe: async (ids) => {
          const [array, summarize] = states[asked.length] ?? ['FAILED', 'FAILED'];
          asked.push(ids);
          return [job('s', summarize), job('a', array, { array: { size: 10_000, counts: {} } })];
        },
      },
    });
    const end = await follow(RUN, signal, deps);
    expect(end.verdict).toBe('succeeded');
    expect(asked).toEqual(Array(4).fill(['a', 's', 'a:0']));
    expect(deps.clock.slept).toEqual([5_000, 5_000, 5_000]);
  });

  it.each([
    ['PENDING', 'PENDING', false, undefined],
    ['SUCCEEDED', 'RUNNABLE', false, undefined],
    ['SUCCEEDED', 'SUCCEEDED', false, 'succeeded'],
    ['FAILED', 'PENDING', false, 'array-failed'],
    ['FAILED', 'FAILED', false, 'array-failed'],
    ['PENDING', 'FAILED', false, 'summarize-failed'],
    ['SUCCEEDED', 'FAILED', false, 'summarize-failed'],
    ['FAILED', 'RUNNING', true, undefined],
    ['FAILED', 'SUCCEEDED', true, 'succeeded'],
    ['FAILED', 'FAILED', true, 'summarize-failed'],
  ] as const)('judges array %s, summarize %s (array over: %s): %s', (a, s, over, verdict) => {
    expect(judge(job('a', a), job('s', s), over)).toBe(verdict);
  });

  it('waits for the array when its summarize job is skipped before the array is said to fail', () => {
    const skipped = job('s', 'FAILED', { statusReason: 'Dependent Job failed' });
    expect(judge(job('a', 'PENDING'), skipped)).toBeUndefined();
    expect(judge(job('a', 'FAILED'), skipped)).toBe('array-failed');
  });

  it('gives up a job that stays unknown', async () => {
    const deps = world({ batch: { describe: async () => [job('a', 'PENDING')] } });
    const started = deps.clock.now();
    await expect(follow(RUN, signal, deps)).rejects.toThrow(
      'Batch does not know job s, and has not for 3 minutes',
    );
    expect(deps.clock.now() - started).toBeLessThan(200_000);
  });

  it('makes nothing of an answer that is empty late in a run', async () => {
    let polls = 0;
    const describe = async () => {
      polls += 1;
      if (polls % 60 === 0) return [];
      const status = polls < 200 ? 'PENDING' : 'SUCCEEDED';
      return [job('a', status, { array: { size: 10_000, counts: {} } }), job('s', status)];
    };
    const deps = world({ batch: { describe } });
    expect((await follow(RUN, signal, deps)).verdict).toBe('succeeded');
    expect(deps.lines.join('\n')).not.toContain('not visible yet');
  });

  it('says something once a minute, however seldom it asks', async () => {
    let polls = 0;
    const describe = async () => {
      polls += 1;
      const status = polls < 3 ? 'PENDING' : 'SUCCEEDED';
      return [job('a', status, { array: { size: 10_000, counts: {} } }), job('s', status)];
    };
    const deps = world({ batch: { describe } });
    await follow({ ...RUN, pollMs: 300_000, since: deps.clock.now() }, signal, deps);
    expect(deps.lines.map((line) => line.trim().split(' ')[0])).toEqual([
      '0:00',
      '1:00',
      '2:00',
      '3:00',
      '4:00',
      '5:00',
      '6:00',
      '7:00',
      '8:00',
      '9:00',
      '10:00',
    ]);
  });
});

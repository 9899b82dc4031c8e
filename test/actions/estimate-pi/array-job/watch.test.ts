import { describe, expect, it } from '@jest/globals';
import { Stuck } from '../../../../actions/estimate-pi/src/array-job/fault.ts';
import type { View } from '../../../../actions/estimate-pi/src/array-job/progress.ts';
import { Watch } from '../../../../actions/estimate-pi/src/array-job/watch.ts';
import { job, type World, world } from './fakes.ts';

const { signal } = new AbortController();
const RUN = { jobQueue: 'Q' };
const waiting: View = {
  size: 4,
  counts: { RUNNABLE: 4 },
  array: 'PENDING',
  summarize: 'PENDING',
};

function sick(front: readonly string[] = ['a:0']): World & { asked: () => number } {
  let asked = 0;
  const deps = world({
    inspect: {
      queue: async () => {
        asked++;
        return { name: 'Q', enabled: true, valid: true, statusReason: '', environments: ['e'] };
      },
      environments: async () => [],
      front: async () => [...front],
    },
    batch: { describe: async () => [] },
  });
  return { ...deps, asked: () => asked };
}

/** Looks once a minute. */
async function minutes(watch: Watch, deps: World, count: number, view = waiting, reason?: string) {
  const jobs = [job('a', 'PENDING'), job('a:0', 'RUNNABLE', { statusReason: reason })];
  for (let i = 0; i < count; i++) {
    await watch.look(view, jobs, signal);
    await deps.clock.sleep(60_000);
  }
}

describe('the watch', () => {
  it('asks after five minutes, and tells once', async () => {
    const deps = sick();
    const watch = new Watch({ ...RUN, stuckMs: Number.POSITIVE_INFINITY }, deps);
    await minutes(watch, deps, 5);
    expect(deps.asked()).toBe(0);
    await minutes(watch, deps, 10);
    expect(deps.asked()).toBe(2);
    expect(deps.lines).toHaveLength(1);
    expect(deps.lines[0]).toMatch(/^warning: Nothing has moved for 5:00: Nothing can start/);
  });

  it('asks at once when Batch gives a reason that stays', async () => {
    const deps = sick();
    const watch = new Watch({ ...RUN, stuckMs: Number.POSITIVE_INFINITY }, deps);
    await minutes(watch, deps, 1, waiting, 'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY');
    expect(deps.lines[0]).toMatch(/^warning: EC2 has no Spot capacity/);
  });

  it('gives up in the end, with the diagnosis', async () => {
    const deps = sick();
    const watch = new Watch({ ...RUN, stuckMs: 900_000 }, deps);
    await minutes(watch, deps, 15);
    const end = minutes(watch, deps, 1);
    await expect(end).rejects.toBeInstanceOf(Stuck);
    await expect(end).rejects.toMatchObject({ remedy: expect.stringContaining('Look at') });
  });

  it('is not put off by children that Batch takes out of the line', async () => {
    const deps = sick();
    const watch = new Watch({ ...RUN, stuckMs: 900_000 }, deps);
    await minutes(watch, deps, 10);
    const cancelled = { ...waiting, counts: { RUNNABLE: 3, FAILED: 1 } };
    await expect(minutes(watch, deps, 6, cancelled)).rejects.toBeInstanceOf(Stuck);
  });

  it('does not give up what only waits its turn', async () => {
    const deps = sick(['b:0', 'b:1', 'a:0']);
    const watch = new Watch({ ...RUN, stuckMs: 900_000 }, deps);
    await minutes(watch, deps, 60);
    expect(watch.diagnosis?.cause).toBe('2 other jobs are ahead in the queue');
  });

  it('leaves a run alone whose children take long', async () => {
    const deps = sick();
    const watch = new Watch({ ...RUN, stuckMs: 900_000 }, deps);
    await minutes(watch, deps, 600, { ...waiting, counts: { RUNNING: 1, RUNNABLE: 3 } });
    expect(deps.asked()).toBe(0);
    expect(watch.diagnosis).toBeUndefined();
  });

  it('starts anew when something moves', async () => {
    const deps = sick();
    const watch = new Watch({ ...RUN, stuckMs: 900_000 }, deps);
    await minutes(watch, deps, 14);
    await minutes(watch, deps, 14, { ...waiting, counts: { STARTING: 1, RUNNABLE: 3 } });
    await expect(minutes(watch, deps, 2)).resolves.toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import type { ArrayJob, Job, RunJob } from '../../../../local/aws/batch/model.ts';
import { children, World } from './world.ts';

describe('an array', () => {
  it('waits for its dependency as a whole and then lines up in order', () => {
    const world = new World(2);
    const first = world.submit(undefined) as RunJob;
    const array = world.submit(3, { dependsOn: [first.id] }) as ArrayJob;
    world.accept(first);
    world.accept(array);
    expect(array.status).toBe('PENDING');
    expect(array.summary).toMatchObject({ PENDING: 3 });
    world.end(first, 0);
    expect(array.status).toBe('PENDING');
    expect([...world.running].map(({ id }) => id)).toEqual(['job1:0', 'job1:1']);
    expect(array.summary).toMatchObject({ RUNNING: 2, RUNNABLE: 1 });
  });

  it('of which one child was terminated before it could start fails with the others run', () => {
    const world = new World(1);
    const first = world.submit(undefined) as RunJob;
    const array = world.submit(2, { dependsOn: [first.id] }) as ArrayJob;
    world.accept(first);
    world.accept(array);
    world.terminate(children(array)[0] as Job);
    expect(children(array)[0]?.status).toBe('PENDING');
    world.end(first, 0);
    expect(children(array).map(({ status }) => status)).toEqual(['FAILED', 'RUNNING']);
    world.end(children(array)[1] as RunJob, 0);
    expect(array).toMatchObject({ status: 'FAILED', statusReason: 'Array Child Job failed' });
  });
});

describe('a job that is terminated', () => {
  it('ends at once when nothing runs yet', () => {
    const world = new World(1);
    const submitted = world.submit(2);
    world.terminate(submitted);
    expect(submitted).toMatchObject({ status: 'FAILED', statusReason: 'stop' });
    world.accept(submitted);
    expect(submitted.status).toBe('FAILED');
  });

  it('waits for what it depends on, and then does not run', () => {
    const world = new World(1);
    const first = world.submit(undefined) as RunJob;
    const second = world.submit(undefined, { dependsOn: [first.id] }) as RunJob;
    world.accept(first);
    world.accept(second);
    world.terminate(second);
    expect(second.status).toBe('PENDING');
    world.end(first, 0);
    expect(second).toMatchObject({ status: 'FAILED', statusReason: 'stop', attempts: [] });
  });

  it('fails although its container exits with 0 afterwards, and is not retried', () => {
    const world = new World(1);
    const job = world.submit(undefined) as RunJob;
    world.accept(job);
    world.terminate(job);
    world.end(job, 0);
    expect(job).toMatchObject({ status: 'FAILED', statusReason: 'stop' });
    expect(job.attempts).toHaveLength(1);
  });
});

describe('a job that needs more vCPUs than there are', () => {
  it('blocks the line, says why, and lets the others run once it is gone', () => {
    const world = new World(2);
    const large = world.submit(undefined, { vcpus: 3 });
    const small = world.submit(undefined);
    world.accept(large);
    world.accept(small);
    expect(large.statusReason).toMatch(/^MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT/);
    expect([...world.machine.line.waiting()]).toEqual([large, small]);
    world.terminate(large);
    expect(small.status).toBe('RUNNING');
  });
});

it('costs each child the same in an array of 10,000', () => {
  const world = new World(16);
  const array = world.submit(10_000) as ArrayJob;
  world.accept(array);
  let ends = 0;
  for (const job of world.running) {
    world.end(job, ends % 10 === 0 && job.attempts.length === 0 ? 75 : 0);
    ends += 1;
  }
  expect(array.status).toBe('SUCCEEDED');
  expect(array.summary.SUCCEEDED).toBe(10_000);
});

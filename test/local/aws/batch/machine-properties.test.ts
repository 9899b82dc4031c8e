import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isTerminal, JOB_STATUSES } from '../../../../local/aws/batch/model.ts';
import { children, World } from './world.ts';

const RECLAIM = {
  kind: 'reclaimed',
  statusReason: 'Host EC2 (instance i-0) terminated.',
} as const;

/** One thing that happens to a world; numbers choose among the jobs that there are. */
const event = fc.oneof(
  fc.record({
    kind: fc.constant('submit' as const),
    size: fc.option(fc.integer({ min: 2, max: 6 }), { nil: undefined }),
    vcpus: fc.integer({ min: 1, max: 2 }),
    after: fc.array(fc.nat(), { maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('end' as const), at: fc.nat(), code: fc.constantFrom(0, 1, 75) }),
  fc.record({ kind: fc.constantFrom('terminate' as const, 'interrupt' as const), at: fc.nat() }),
);

type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

function play(world: World, event: Event): void {
  const pick = <T>(from: readonly T[], at: number) => from[at % Math.max(from.length, 1)];
  if (event.kind === 'submit') {
    const others = event.after.flatMap((at) => pick(world.jobs, at)?.id ?? []);
    const dependsOn = [...new Set(others)];
    world.accept(world.submit(event.size, { vcpus: event.vcpus, dependsOn }));
  } else if (event.kind === 'end') {
    const job = pick([...world.running], event.at);
    if (job) world.end(job, event.code);
  } else if (event.kind === 'terminate') {
    const job = pick(
      world.jobs.flatMap((each) => [each, ...children(each)]),
      event.at,
    );
    if (job) world.terminate(job);
  } else {
    const job = pick([...world.running], event.at);
    if (job) world.do(world.machine.interrupt(job, RECLAIM));
  }
}

/** What holds after every event. */
function check(world: World, vcpus: number): void {
  const inUse = [...world.running].reduce((sum, { spec }) => sum + spec.vcpus, 0);
  expect(world.machine.line.vcpusInUse).toBe(inUse);
  expect(inUse).toBeLessThanOrEqual(vcpus);
  for (const job of world.jobs) {
    if (job.kind === 'job') continue;
    const count = (status: string) => job.children.filter((each) => each.status === status).length;
    expect(job.summary).toEqual(
      Object.fromEntries(JOB_STATUSES.map((status) => [status, count(status)])),
    );
    expect(['SUBMITTED', 'PENDING', 'SUCCEEDED', 'FAILED']).toContain(job.status);
    expect(isTerminal(job.status)).toBe(job.children.every((child) => isTerminal(child.status)));
  }
}

/** What holds at the end. */
function checkEnd(world: World): void {
  for (const job of world.jobs) {
    const failed = job.spec.dependsOn.some(
      (id) => world.machine.registry.find(id)?.status === 'FAILED',
    );
    for (const each of [job, ...children(job)]) {
      expect(isTerminal(each.status)).toBe(true);
      expect(each.stoppedAt).toBeDefined();
      if (each.kind === 'array') continue;
      expect(each.attempts.length).toBeLessThanOrEqual(3);
      if (failed) expect([each.status, each.attempts.length]).toEqual(['FAILED', 0]);
      if (each.status === 'SUCCEEDED') expect(each.attempts.at(-1)?.exitCode).toBe(0);
    }
  }
}

it('keeps its books whatever happens, and every job ends', () => {
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 60 }),
      fc.integer({ min: 2, max: 5 }),
      (all, vcpus) => {
        const world = new World(vcpus);
        for (const each of all) {
          play(world, each);
          check(world, vcpus);
        }
        for (const job of world.running) world.end(job, 0);
        check(world, vcpus);
        checkEnd(world);
      },
    ),
    { seed: 20261123, numRuns: 300 },
  );
});

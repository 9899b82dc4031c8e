import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JobMachine } from '../../../../local/aws/batch/machine.ts';
import {
  type ArrayJob,
  type Effect,
  isTerminal,
  JOB_STATUSES,
  type Job,
  type JobSpec,
  type RunJob,
} from '../../../../local/aws/batch/model.ts';

const SPEC: JobSpec = {
  name: 'test',
  queueArn: 'queue',
  definitionArn: 'definition',
  image: 'image',
  command: [],
  environment: [],
  vcpus: 1,
  memoryMiB: 1000,
  readonlyRootFilesystem: true,
  retryStrategy: {
    attempts: 3,
    evaluateOnExit: [
      { action: 'RETRY', onStatusReason: 'Host EC2*' },
      { action: 'RETRY', onExitCode: '75' },
      { action: 'EXIT', onReason: '*' },
    ],
  },
  parameters: {},
  dependsOn: [],
  tags: {},
  logGroup: 'group',
  logStreamPrefix: 'prefix',
};

const RECLAIM = {
  kind: 'reclaimed',
  statusReason: 'Host EC2 (instance i-0) terminated.',
} as const;

/** The machine with a world around it that does at once, or on request, what it wants done. */
class World {
  readonly machine: JobMachine;
  readonly jobs: Job[] = [];
  readonly running = new Set<RunJob>();
  now = 0;

  constructor(vcpus: number) {
    this.machine = new JobMachine(() => ({ vcpus }));
  }

  submit(size: number | undefined, change: Partial<JobSpec> = {}): Job {
    const id = `job${this.jobs.length}`;
    const job = this.machine.registry.add(id, { ...SPEC, ...change }, size, this.now);
    this.jobs.push(job);
    return job;
  }

  do(effects: readonly Effect[]): void {
    for (const { kind, job } of effects) {
      if (kind === 'start') {
        this.running.add(job);
        this.machine.started(job, 'id', 'stream', ++this.now);
      }
    }
  }

  accept(job: Job): void {
    this.do(this.machine.accept(job, ++this.now));
  }

  end(job: RunJob, exitCode: number): void {
    this.running.delete(job);
    this.do(this.machine.ended(job, { exitCode }, ++this.now));
  }

  terminate(job: Job): void {
    this.do(this.machine.terminate(job, 'stop', ++this.now));
  }
}

const children = (job: Job) => (job.kind === 'array' ? job.children : []);

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

/** A job machine with a world around it, for tests. */
import { JobMachine } from '../../../../local/aws/batch/machine.ts';
import type { Effect, Job, JobSpec, RunJob } from '../../../../local/aws/batch/model.ts';

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

/** The machine with a world around it that does at once, or on request, what it wants done. */
export class World {
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

/** None, of a plain job. */
export const children = (job: Job) => (job.kind === 'array' ? job.children : []);

/** Does what the state machine wants done: runs containers, keeps their deadlines, tells how it went. */
import { randomBytes } from 'node:crypto';
import type { Cancel, Clock } from '../clock.ts';
import type { LogGroups } from '../logs/groups.ts';
import type { JobRunner, RunningJob } from '../runner/runner.ts';
import { childEnvironment } from './environment.ts';
import type { JobMachine } from './machine.ts';
import type { Effect, Exit, Job, RunJob, Stop } from './model.ts';
import type { BatchResources } from './resources.ts';

/** Between SIGTERM and SIGKILL, whoever stops a container. */
const GRACE_MS = 30_000;

export interface SchedulerOptions {
  readonly machine: JobMachine;
  readonly resources: BatchResources;
  readonly clock: Clock;
  readonly runner: JobRunner;
  readonly logs: LogGroups;
  /** Where this AWS is, for a container. */
  readonly endpoint: () => Readonly<Record<string, string>>;
  /** From RUNNABLE's end to RUNNING, in milliseconds. */
  readonly startDelayMs: number;
  /** How many of the machine's milliseconds one of the clock's is worth. */
  readonly timeScale: number;
}

/** An attempt from STARTING to its end. */
interface Active {
  running?: RunningJob;
  readonly cancels: Cancel[];
}

export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #active = new Map<RunJob, Active>();
  #closed = false;

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  /** Sends a new job on its way, after its submitter has had the answer. */
  accept(job: Job): void {
    const { clock, machine } = this.#options;
    clock.after(0, () => this.#perform(machine.accept(job, clock.now())));
  }

  /** Asynchronous, as Batch's is: the caller hears before anything happens. */
  terminate(job: Job, reason: string): void {
    const { clock, machine } = this.#options;
    clock.after(0, () => this.#perform(machine.terminate(job, reason, clock.now())));
  }

  /**
   * Takes the host away from a RUNNING job, as a Spot reclaim does.
   *
   * @returns whether there was anything to take
   */
  reclaim(job: RunJob): boolean {
    const instance = `i-${randomBytes(8).toString('hex')}0`;
    const effects = this.#options.machine.interrupt(job, {
      kind: 'reclaimed',
      statusReason: `Host EC2 (instance ${instance}) terminated.`,
    });
    this.#perform(effects);
    return effects.length > 0;
  }

  /** Looks at the queue again, after the capacity has changed. */
  reschedule(): void {
    const { clock, machine } = this.#options;
    this.#perform(machine.schedule(clock.now()));
  }

  /** Kills everything, and waits for it to be gone. Nothing starts afterwards. */
  async close(): Promise<void> {
    this.#closed = true;
    const ends = [...this.#active.values()].map(({ running, cancels }) => {
      for (const cancel of cancels) cancel();
      running?.terminate(0);
      return running?.ended;
    });
    await Promise.all(ends);
  }

  #perform(effects: readonly Effect[]): void {
    if (this.#closed) return;
    for (const effect of effects) {
      if (effect.kind === 'start') this.#start(effect.job, effect.attempt);
      else this.#stop(effect.job);
    }
  }

  #start(job: RunJob, attempt: number): void {
    const { clock, startDelayMs } = this.#options;
    const active: Active = { cancels: [] };
    this.#active.set(job, active);
    active.cancels.push(clock.after(startDelayMs, () => this.#run(job, attempt, active)));
  }

  #run(job: RunJob, attempt: number, active: Active): void {
    const { clock, logs, machine, resources, runner, endpoint } = this.#options;
    const { spec } = job;
    const taskId = randomBytes(16).toString('hex');
    const name = `${spec.logStreamPrefix}/default/${taskId}`;
    const index = job.index === undefined ? '' : `-${job.index}`;
    const stream = logs.createStream(spec.logGroup, name, `${spec.name}${index}`);
    const running = runner.start({
      jobId: job.id,
      attempt,
      image: spec.image,
      command: spec.command,
      environment: childEnvironment(job, attempt, resources, endpoint()),
      vcpus: spec.vcpus,
      memoryMiB: spec.memoryMiB,
      user: spec.user,
      readonlyRootFilesystem: spec.readonlyRootFilesystem,
      log: (line) => stream.put(line, clock.now()),
    });
    active.running = running;
    if (spec.timeoutSeconds !== undefined) {
      const timeout: Stop = { kind: 'timeout' };
      active.cancels.push(
        clock.after(spec.timeoutSeconds * 1000, () =>
          this.#perform(machine.interrupt(job, timeout)),
        ),
      );
    }
    machine.started(job, taskId, name, clock.now());
    running.ended.then((exit) => {
      stream.end();
      this.#end(job, active, exit);
    });
  }

  #stop(job: RunJob): void {
    const active = this.#active.get(job);
    if (!active) return;
    const { timeScale } = this.#options;
    if (active.running) active.running.terminate(GRACE_MS / timeScale);
    else this.#end(job, active, { statusReason: job.terminateReason });
  }

  #end(job: RunJob, active: Active, exit: Exit): void {
    for (const cancel of active.cancels) cancel();
    this.#active.delete(job);
    const { clock, machine } = this.#options;
    this.#perform(machine.ended(job, exit, clock.now()));
  }
}

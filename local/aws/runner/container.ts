/** Runs jobs as containers of the built image, by podman or docker. */
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { type ContainerEngine, runArguments } from './engine.ts';
import { lineSplitter } from './lines.ts';
import type { Ended, JobRunner, RunnableJob, RunningJob } from './runner.ts';

/** Exit code of the engines themselves when they could not start the container. */
const ENGINE_FAILED = 125;
const RETRY_MS = 100;

/**
 * @param engine the program, which must be able to run images of this machine by their id: that is
 *   what the digest of a job's image is here
 * @param env what the engine's program sees; its containers see none of it
 */
export function containerRunner(
  engine: ContainerEngine,
  env: NodeJS.ProcessEnv = process.env,
): JobRunner {
  return { start: (job) => new RunningContainer(engine, env, job) };
}

class RunningContainer implements RunningJob {
  readonly ended: Promise<Ended>;
  readonly #engine: ContainerEngine;
  readonly #env: NodeJS.ProcessEnv;
  readonly #name = `pi-${randomUUID()}`;
  #over = false;
  #kill: NodeJS.Timeout | undefined;

  constructor(engine: ContainerEngine, env: NodeJS.ProcessEnv, job: RunnableJob) {
    this.#engine = engine;
    this.#env = env;
    // Detached, so that a terminal's SIGINT does not reach it: whoever gets that decides.
    const child = spawn(engine, runArguments(engine, this.#name, job), {
      detached: true,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let last = '';
    for (const stream of [child.stdout, child.stderr]) {
      const lines = lineSplitter((line) => {
        last = line;
        job.log(line);
      });
      stream.on('data', (bytes: Buffer) => lines.write(bytes));
      stream.on('end', () => lines.end());
    }
    this.ended = new Promise<Ended>((resolve) => {
      child.once('error', ({ message }) => resolve(notStarted(message)));
      child.once('close', (code) => {
        resolve(code === ENGINE_FAILED ? notStarted(last) : { exitCode: code ?? 137 });
      });
    }).finally(() => {
      this.#over = true;
      clearTimeout(this.#kill);
    });
  }

  terminate(graceMs: number): void {
    clearTimeout(this.#kill);
    if (graceMs > 0) this.#signal('TERM');
    this.#kill = setTimeout(() => this.#signal('KILL'), graceMs);
  }

  /** Until it is heard: a container that is only being made cannot be signalled yet. */
  #signal(signal: 'TERM' | 'KILL'): void {
    if (this.#over) return;
    const kill = ['kill', `--signal=${signal}`, this.#name];
    execFile(this.#engine, kill, { env: this.#env }, (error) => {
      if (error && !this.#over) setTimeout(() => this.#signal(signal), RETRY_MS);
    });
  }
}

/** As ECS has it; no rule retries it. */
const notStarted = (why: string): Ended => ({
  exitCode: ENGINE_FAILED,
  reason: `CannotStartContainerError: ${why}`,
});

/** Runs jobs as processes of the built worker, each in a process group of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { lineSplitter } from './lines.ts';
import type { Ended, JobRunner, RunnableJob, RunningJob } from './runner.ts';

/**
 * Plays the container: Node runs the worker's bundle as the image's entry point does, with the job's
 * environment and nothing of this process's but PATH.
 *
 * @param workerFile the built worker
 */
export function processRunner(workerFile: string): JobRunner {
  return { start: (job) => new RunningProcess(job, workerFile) };
}

class RunningProcess implements RunningJob {
  readonly ended: Promise<Ended>;
  readonly #process: ChildProcess;
  #kill: NodeJS.Timeout | undefined;

  constructor(job: RunnableJob, workerFile: string) {
    // Detached: a terminal's SIGINT reaches its own process group only, and would otherwise end
    // children before anybody decides that they should.
    const child = spawn(process.execPath, [workerFile, ...job.command], {
      cwd: '/',
      detached: true,
      env: { PATH: process.env['PATH'] ?? '', ...job.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      const lines = lineSplitter((line) => job.log(line));
      stream?.on('data', (bytes: Buffer) => lines.write(bytes));
      stream?.on('end', () => lines.end());
    }
    this.ended = new Promise((resolve) => {
      child.once('error', (error) =>
        resolve({ exitCode: 127, reason: `CannotStartContainerError: ${error.message}` }),
      );
      // What the process left behind in its group must not outlive it, nor keep its pipes open.
      child.once('exit', () => this.#signal('SIGKILL'));
      child.once('close', (code, signal) => {
        clearTimeout(this.#kill);
        resolve({ exitCode: code ?? 128 + (signal ? constants.signals[signal] : 0) });
      });
    });
  }

  terminate(graceMs: number): void {
    this.#signal('SIGTERM');
    clearTimeout(this.#kill);
    this.#kill = setTimeout(() => this.#signal('SIGKILL'), graceMs);
  }

  #signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    const { pid } = this.#process;
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // The whole group is gone already.
    }
  }
}

/** Runs jobs as processes of the built worker, each in a process group of its own. */
import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { signalGroup, spawnGroup } from '../../process-group.ts';
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
    // In a group of its own: a terminal's SIGINT would otherwise end children before anybody decides
    // that they should.
    const child = spawnGroup(process.execPath, [workerFile, ...job.command], {
      cwd: '/',
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
      child.once('exit', () => signalGroup(child, 'SIGKILL'));
      child.once('close', (code, signal) => {
        clearTimeout(this.#kill);
        resolve({ exitCode: code ?? 128 + (signal ? constants.signals[signal] : 0) });
      });
    });
  }

  terminate(graceMs: number): void {
    signalGroup(this.#process, 'SIGTERM');
    clearTimeout(this.#kill);
    this.#kill = setTimeout(() => signalGroup(this.#process, 'SIGKILL'), graceMs);
  }
}

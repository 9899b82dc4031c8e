/** The demo from the first line to the last: stack, run, report. */
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { type JobRunner, type LocalAws, startLocalAws } from '../aws/index.ts';
import { type ActionResult, startAction } from './action.ts';
import { colours } from './colours.ts';
import { Display, type Screen } from './display.ts';
import { isolate } from './environment.ts';
import { claimFolder, releaseFolder } from './folder.ts';
import { follow } from './follow.ts';
import { interrupting, victims } from './interrupt.ts';
import type { DemoOptions } from './options.ts';
import { gathered, report, type ShownSummary } from './report.ts';
import { chooseRunner } from './runner.ts';
import { batchSource } from './source.ts';
import { createStack, nameOf, STACK_NAME } from './stack.ts';
import { type Stop, supervise } from './supervise.ts';

const WORKER = resolve('worker/dist/worker.mjs');
const ACTION = 'actions/estimate-pi';
/** The exit code of a program that SIGINT ended. */
const INTERRUPTED = 130;

/** What a run is given. */
interface Run {
  readonly options: DemoOptions;
  readonly folder: string;
  readonly digest: string;
  /** How many children run at once. */
  readonly vcpus: number;
  readonly display: Display;
  readonly stop: Stop;
}

/** @returns the exit code */
export async function runDemo(options: DemoOptions, screen: Screen, stop: Stop): Promise<number> {
  const display = new Display(screen, () => performance.now());
  display.print(
    `${colours.bold('Pi by AWS Batch, on this machine.')} No account; nothing leaves it.  ${colours.dim('(Ctrl-C stops everything)')}`,
    '',
  );
  const folder = await claimFolder('.');
  try {
    const { runner, digest } = await chooseRunner(options, WORKER);
    const vcpus = availableParallelism();
    const run = { options, folder, digest, vcpus, display, stop };
    const exitCode = await withLocalAws(run, runner);
    if (exitCode === INTERRUPTED) {
      display.stage('warn', 'stopped', 'jobs terminated, no process left');
    }
    return exitCode;
  } finally {
    await releaseFolder(folder);
  }
}

/** Runs the stages with an AWS that ends, with all its jobs, before this returns. */
async function withLocalAws(run: Run, runner: JobRunner): Promise<number> {
  const { folder, options, vcpus } = run;
  const indices = victims(options.interrupt, options.arraySize);
  const aws: LocalAws = await startLocalAws({
    runner: interrupting(runner, indices, (jobId) => aws.reclaim(jobId)),
    vcpus,
    logDirectory: join(folder, 'logs'),
  });
  isolate(process.env, aws.environment);
  try {
    return await runStages(run, aws);
  } finally {
    await aws.close();
  }
}

async function runStages(run: Run, aws: LocalAws): Promise<number> {
  const { options, folder, digest, vcpus, display, stop } = run;
  const stack = await createStack(digest, vcpus);
  const { queue, calculate, summarize } = stack;
  display.stage(
    'done',
    'stack',
    `pi.yaml: queue ${nameOf(queue)}, ${nameOf(calculate)}, ${nameOf(summarize)}`,
  );
  if (stop.interruption.aborted) return INTERRUPTED;

  const action = startAction({
    action: ACTION,
    folder,
    inputs: { ...options.inputs, 'stack-name': STACK_NAME, 'poll-seconds': '0.5' },
    aws: aws.environment,
  });
  try {
    const over = new AbortController();
    const result = supervise(action, stop).finally(() => over.abort());
    const { interrupt, arraySize } = options;
    const source = batchSource(stack, victims(interrupt, arraySize), arraySize);
    const until = AbortSignal.any([over.signal, stop.interruption]);
    await follow(source, display, interrupt, sleep, until);
    const ended = await result;
    return stop.interruption.aborted ? INTERRUPTED : conclude(ended, run);
  } finally {
    // Whatever went wrong here, the step must not outlive the demo.
    action.abandon();
  }
}

/** The report, or why there is none. */
function conclude(result: ActionResult, { display, folder, options, vcpus }: Run): number {
  const { exitCode, outputs, errors, summaryFile, logFile } = result;
  if (outputs['summary']) {
    const summary = JSON.parse(outputs['summary']) as ShownSummary;
    display.stage('done', 'summarize', gathered(summary));
    report(summary, display, display.elapsed, Math.min(vcpus, options.arraySize), [
      ['job summary', summaryFile],
      ['logs', join(folder, 'logs/')],
      ['on real AWS', 'README, "Deploy it to your account"'],
    ]);
  }
  if (exitCode !== 0) {
    const [first = 'the step failed', ...more] = errors.flatMap((error) => error.split('\n'));
    display.print('', ` ${colours.red(first)}`, ...more.map((line) => ` ${line}`));
    display.print('', ` ${colours.dim('log'.padEnd(17))} ${logFile}`);
    return 1;
  }
  return 0;
}

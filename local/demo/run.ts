/** The demo from the first line to the last: stack, run, report. */
import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pc from 'picocolors';
import { type LocalAws, startLocalAws } from '../aws/index.ts';
import { type ActionResult, startAction } from './action.ts';
import { Display, type Screen } from './display.ts';
import { isolate } from './environment.ts';
import { follow } from './follow.ts';
import { interrupting, victims } from './interrupt.ts';
import type { DemoOptions } from './options.ts';
import { gathered, report, type ShownSummary } from './report.ts';
import { chooseRunner } from './runner.ts';
import { batchSource } from './source.ts';
import { createStack, nameOf, STACK_NAME } from './stack.ts';
import { type Stop, supervise } from './supervise.ts';

const FOLDER = '.demo';
const WORKER = resolve('worker/dist/worker.mjs');
const ACTION = 'actions/estimate-pi';
/** The exit code of a program that SIGINT ended. */
const INTERRUPTED = 130;

/** @returns the exit code */
export async function runDemo(options: DemoOptions, screen: Screen, stop: Stop): Promise<number> {
  const display = new Display(screen, () => performance.now());
  display.print(
    `${pc.bold('Pi by AWS Batch, on this machine.')} No account; nothing leaves it.  ${pc.dim('(Ctrl-C stops everything)')}`,
    '',
  );
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(`${FOLDER}/logs`, { recursive: true });
  const { runner, digest } = await chooseRunner(options, WORKER);
  const indices = victims(options.interrupt, options.arraySize);
  const aws: LocalAws = await startLocalAws({
    runner: interrupting(runner, indices, (jobId) => aws.reclaim(jobId)),
    vcpus: availableParallelism(),
    logDirectory: `${FOLDER}/logs`,
  });
  isolate(process.env, aws.environment);
  try {
    return await runStages(options, digest, display, aws, stop);
  } finally {
    await aws.close();
  }
}

async function runStages(
  options: DemoOptions,
  digest: string,
  display: Display,
  aws: LocalAws,
  stop: Stop,
): Promise<number> {
  const stack = await createStack(digest);
  const { queue, calculate, summarize } = stack;
  display.stage(
    'done',
    'stack',
    `pi.yaml: queue ${nameOf(queue)}, ${nameOf(calculate)}, ${nameOf(summarize)}`,
  );
  if (stop.interruption.aborted) return INTERRUPTED;

  const action = startAction({
    action: ACTION,
    folder: FOLDER,
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
    if (!stop.interruption.aborted) return conclude(ended, display);
    display.stage('warn', 'stopped', 'jobs terminated, no process left');
    return INTERRUPTED;
  } finally {
    // Whatever went wrong here, the step must not outlive the demo.
    action.abandon();
  }
}

/** The report, or why there is none. */
function conclude(result: ActionResult, display: Display): number {
  const { exitCode, outputs, errors, summaryFile, logFile } = result;
  if (outputs['summary']) {
    const summary = JSON.parse(outputs['summary']) as ShownSummary;
    display.stage('done', 'summarize', gathered(summary));
    report(summary, display, display.elapsed, availableParallelism(), [
      ['job summary', summaryFile],
      ['logs', `${FOLDER}/logs/`],
      ['on real AWS', 'README, "Deploy it to your account"'],
    ]);
  }
  if (exitCode !== 0) {
    const [first = 'the step failed', ...more] = errors.flatMap((error) => error.split('\n'));
    display.print('', ` ${pc.red(first)}`, ...more.map((line) => ` ${line}`));
    display.print('', ` ${pc.dim('log'.padEnd(17))} ${logFile}`);
    return 1;
  }
  return 0;
}

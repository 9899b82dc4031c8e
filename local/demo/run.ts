/** The demo from the first line to the last: stack, run, report. */
import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { BatchClient } from '@aws-sdk/client-batch';
import pc from 'picocolors';
import { type LocalAws, startLocalAws } from '../aws/index.ts';
import { type ActionResult, type RunningAction, startAction } from './action.ts';
import { type Definitions, describe, findJobs, reclaims } from './batch.ts';
import { Display, type Screen } from './display.ts';
import { isolate } from './environment.ts';
import { follow, type Source } from './follow.ts';
import { interrupting, victims } from './interrupt.ts';
import type { DemoOptions } from './options.ts';
import { gathered, report, type ShownSummary } from './report.ts';
import { chooseRunner } from './runner.ts';
import { createStack, nameOf, STACK_NAME } from './stack.ts';

const FOLDER = '.demo';
const WORKER = resolve('worker/dist/worker.mjs');
const ACTION = 'actions/estimate-pi';
/** The exit code of a program that SIGINT ended. */
const INTERRUPTED = 130;
/** How long the action may take to terminate its jobs; all must be over within 2 s. */
const GRACE_MS = 1000;

/**
 * @param interruption aborted by Ctrl-C: everything ends within 2 s
 * @param hurry aborted by a second Ctrl-C: everything ends at once
 * @returns the exit code
 */
export async function runDemo(
  options: DemoOptions,
  screen: Screen,
  interruption: AbortSignal,
  hurry: AbortSignal,
): Promise<number> {
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
    return await runStages(options, digest, display, aws, interruption, hurry);
  } finally {
    await aws.close();
  }
}

async function runStages(
  options: DemoOptions,
  digest: string,
  display: Display,
  aws: LocalAws,
  interruption: AbortSignal,
  hurry: AbortSignal,
): Promise<number> {
  const stack = await createStack(digest);
  const { queue, calculate, summarize } = stack;
  display.stage(
    'done',
    'stack',
    `pi.yaml: queue ${nameOf(queue)}, ${nameOf(calculate)}, ${nameOf(summarize)}`,
  );
  if (interruption.aborted) return INTERRUPTED;

  const action = startAction({
    action: ACTION,
    folder: FOLDER,
    inputs: { ...options.inputs, 'stack-name': STACK_NAME, 'poll-seconds': '0.5' },
    aws: aws.environment,
  });
  const over = new AbortController();
  const result = supervise(action, interruption, hurry).finally(() => over.abort());
  const source = localSource(stack, options);
  await follow(
    source,
    display,
    options.interrupt,
    sleep,
    AbortSignal.any([over.signal, interruption]),
  );
  const ended = await result;
  if (interruption.aborted) {
    display.stage('warn', 'stopped', 'jobs terminated, no process left');
    return INTERRUPTED;
  }
  return conclude(ended, display);
}

/** The action's result; an interruption is passed on, and enforced when it is not obeyed. */
async function supervise(
  action: RunningAction,
  interruption: AbortSignal,
  hurry: AbortSignal,
): Promise<ActionResult> {
  let enforce: NodeJS.Timeout | undefined;
  interruption.addEventListener('abort', () => {
    action.interrupt();
    enforce = setTimeout(() => action.kill(), GRACE_MS);
  });
  hurry.addEventListener('abort', () => action.kill());
  return await action.ended.finally(() => clearTimeout(enforce));
}

/** Asks the local AWS as any client would. */
function localSource(stack: Definitions, { arraySize, interrupt }: DemoOptions): Source {
  const batch = new BatchClient();
  const indices = victims(interrupt, arraySize);
  return {
    async jobs() {
      const ids = await findJobs(batch, stack);
      return ids && (await describe(batch, ids));
    },
    reclaims: ({ array }) => reclaims(batch, array.jobId ?? '', indices, arraySize),
  };
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
    display.print(
      '',
      ...errors.map((error) => pc.red(error)),
      ` ${pc.dim('log'.padEnd(17))} ${logFile}`,
    );
    return 1;
  }
  return 0;
}

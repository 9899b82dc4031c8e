/** Wires the action: inputs, clock, signals and clients in; outputs, report and exit code out. */
import { randomUUID } from 'node:crypto';
import { setTimeout as timer } from 'node:timers/promises';
import * as core from '@actions/core';
import { closeClients, makeClients } from './aws/clients.ts';
import { describeError } from './aws/errors.ts';
import { deleteUnexecuted } from './change-set/clean-up.ts';
import { RUN } from './commands/commands.ts';
import type { Context, Unfinished } from './context.ts';
import { Failure } from './failure.ts';
import { type Inputs, parseInputs } from './inputs.ts';
import { type Clock, Patience } from './patience.ts';
import type { Outcome } from './report/outcome.ts';
import { failureReport, report } from './report/report.ts';
import { describeStack } from './stack/stack.ts';

/** Names of the saved states: `post` runs in a process of its own. */
const IS_POST = 'isPost';
const UNFINISHED = 'unfinished';
/** Milliseconds that `post` gets. */
const POST_TIME = 60_000;

const clock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => timer(ms, undefined, { signal }).catch(() => undefined),
};

function makeContext(limit: number, signal: AbortSignal): Context {
  const run = `${process.env['GITHUB_RUN_ID'] ?? 'local'}-${process.env['GITHUB_RUN_ATTEMPT'] ?? '1'}`;
  return {
    clients: makeClients(),
    patience: new Patience(clock, limit, signal),
    log: { info: core.info, warning: core.warning },
    unique: (purpose) => `${purpose}-${run}-${randomUUID()}`,
    remember: (unfinished) => core.saveState(UNFINISHED, unfinished ?? ''),
  };
}

/** Aborted when the runner cancels the step: SIGINT, and 7.5 s later SIGTERM. */
function cancellation(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => controller.abort());
  }
  return controller.signal;
}

async function succeed(inputs: Inputs, outcome: Outcome): Promise<void> {
  const text = report(inputs, outcome);
  core.setOutput('verdict', outcome.verdict);
  core.setOutput('changes', outcome.changes);
  core.setOutput('report', text);
  core.setOutput('stack-status', outcome.stack?.status.name ?? '');
  core.setOutput('stack-outputs', Object.fromEntries(outcome.stack?.outputs ?? []));
  const isDrift = inputs.command === 'drift';
  core.setOutput('drifted', isDrift ? outcome.verdict === 'drifted' : '');
  await core.summary.addRaw(text).write();
  core.notice(outcome.headline);
}

/** The stack at the end is worth a try, and no more: the failure itself comes first. */
async function statusAfter(context: Context, inputs: Inputs): Promise<string> {
  const brief = { ...context, patience: context.patience.afresh(3_000) };
  const stack = await describeStack(brief, inputs.stackName).catch(() => undefined);
  return stack?.status.name ?? '';
}

async function fail(context: Context, inputs: Inputs, failure: Failure): Promise<void> {
  // First, so that nothing that goes wrong below can hide the cause.
  core.setFailed(`${failure.message}\n${failure.advice}`);
  const text = failureReport(inputs, failure);
  core.setOutput('verdict', failure.verdict);
  core.setOutput('changes', failure.drift);
  core.setOutput('report', text);
  core.setOutput('drifted', failure.drift === '' ? '' : true);
  await core.summary.addRaw(text).write();
  core.setOutput('stack-outputs', '{}');
  // A cancelled step is killed before long.
  const isBrief = failure.verdict === 'cancelled';
  core.setOutput('stack-status', isBrief ? '' : await statusAfter(context, inputs));
}

function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof Error) core.debug(error.stack ?? error.message);
  const isOfAws = error instanceof Error && '$metadata' in error;
  const advice = isOfAws
    ? 'AWS refused the call as it was made: correct what it names, and run this again.'
    : 'This was not foreseen: run the job again with debug logging for the whole story.';
  return new Failure(describeError(error), advice, { cause: error });
}

async function command(): Promise<void> {
  const inputs = parseInputs((name) => core.getInput(name));
  const context = makeContext(inputs.timeout, cancellation());
  try {
    await succeed(inputs, await RUN[inputs.command](context, inputs));
  } catch (error) {
    await fail(context, inputs, asFailure(error));
  } finally {
    closeClients(context.clients);
  }
}

/** Deletes what a killed step left behind. */
async function post(): Promise<void> {
  const saved = core.getState(UNFINISHED);
  if (saved === '') return;
  const context = makeContext(POST_TIME, new AbortController().signal);
  await deleteUnexecuted(context, JSON.parse(saved) as Unfinished, POST_TIME);
  closeClients(context.clients);
}

/** Runs the command, or what comes after it. Never throws. */
export async function run(): Promise<void> {
  const isPost = core.getState(IS_POST) !== '';
  core.saveState(IS_POST, 'true');
  try {
    await (isPost ? post() : command());
  } catch (error) {
    const failure = asFailure(error);
    core.setOutput('verdict', failure.verdict);
    core.setFailed(`${failure.message}\n${failure.advice}`);
  }
}

/** The step: runs the array job in `main`, and in `post` ends what `main` could not. */
import { getInput, setFailed } from '@actions/core';
import type { Ending } from './array-job/ending.ts';
import { failed } from './array-job/explain.ts';
import { messageOf } from './array-job/fault.ts';
import { Ledger } from './array-job/ledger.ts';
import { jobNames } from './array-job/names.ts';
import type { Plan } from './array-job/plan.ts';
import type { Deps } from './array-job/ports.ts';
import { persist } from './array-job/retry.ts';
import { runArrayJob } from './array-job/run.ts';
import { oneLine } from './array-job/untrusted.ts';
import { batchPort } from './aws/batch.ts';
import { type Clients, makeClients } from './aws/clients.ts';
import { inspectPort } from './aws/inspect.ts';
import { logsPort } from './aws/logs.ts';
import { queuesPort } from './aws/queues.ts';
import { readStack } from './aws/stack.ts';
import { systemClock } from './clock.ts';
import { runContext } from './github.ts';
import { type Options, readOptions } from './options.ts';
import { DEFAULT_STACK, JOB_NAME_PREFIX, readSimulation, type Simulation, USES } from './pi.ts';
import { post } from './post.ts';
import { reporter } from './reporter.ts';
import { isPost, savedEntry, saveEntry } from './state.ts';
import { stopSignal } from './stop.ts';
import type { Report } from './summary/report.ts';
import { tell } from './tell.ts';

/** How long AWS may fail to answer before anything has been submitted. */
const PATIENCE_MS = 5 * 60_000;

/** Never rejects. The exit code is set and the process left to end by itself, so that no output is lost. */
export async function run(): Promise<void> {
  const clients = makeClients();
  try {
    if (isPost()) await post(savedEntry(), depsOf(clients, ''));
    else await main(clients);
  } catch (error) {
    setFailed(oneLine(messageOf(error)));
  } finally {
    clients.destroy();
  }
}

async function main(clients: Clients): Promise<void> {
  const inputs = (name: string) => getInput(name, { trimWhitespace: false });
  let report = nothing(systemClock.now());
  let seed = 'auto';
  try {
    const simulation = readSimulation(inputs);
    const options = readOptions(inputs, DEFAULT_STACK);
    const { size, parameters } = simulation;
    const { attach, stackName, pricePerVcpuHour } = options;
    seed = parameters.seed ?? seed;
    const title = attach === undefined ? simulation.title : `Attached to ${attach.arrayJobId}`;
    report = { ...report, title, size, stackName, pricePerVcpuHour };
    reporter.line(title);
    report = { ...report, ...(await estimate(simulation, options, clients)) };
  } catch (error) {
    report = { ...report, ending: failed(error) };
  }
  await tell({ ...report, endedAt: systemClock.now() }, seed, reporter);
}

/** What is told when nothing was done. */
function nothing(startedAt: number): Report {
  return {
    ending: { kind: 'failed', cause: '' },
    title: '',
    stackName: '',
    region: undefined,
    hasConsole: !process.env.AWS_ENDPOINT_URL,
    logGroup: undefined,
    arrayJobId: undefined,
    summarizeJobId: undefined,
    size: 0,
    uses: USES,
    startedAt,
    endedAt: startedAt,
    pricePerVcpuHour: 0,
  };
}

/** @throws when nothing has been submitted yet */
async function estimate(
  simulation: Simulation,
  options: Options,
  clients: Clients,
): Promise<Partial<Report>> {
  const signal = stopSignal(options.timeoutMinutes * 60_000);
  const stack = await persist(() => readStack(clients.cloudFormation, options.stackName, signal), {
    clock: systemClock,
    random: Math.random,
    report: reporter,
    signal,
    patienceMs: PATIENCE_MS,
  });
  const context = runContext(process.env);
  const plan: Plan = {
    ...simulation,
    ...options,
    stack,
    tags: context.tags,
  };
  const names = jobNames(JOB_NAME_PREFIX, context.run, crypto.randomUUID().slice(0, 8));
  const { jobQueue, resultsQueuePrefix, logGroup } = stack;
  const ledger = new Ledger(
    { names, jobQueue, resultsQueuePrefix, uncertain: [], over: [], well: false, phase: 'going' },
    saveEntry,
  );
  const ending = await runArrayJob(plan, ledger, signal, depsOf(clients, logGroup));
  return {
    ending,
    region: await clients.batch.config.region(),
    logGroup,
    arrayJobId: ledger.entry.arrayJobId,
    summarizeJobId: ledger.entry.summarizeJobId,
    size: sizeOf(ending, plan),
  };
}

/** An attached job's own size, where it is known, whatever the input says. */
function sizeOf({ array }: Ending, plan: Plan): number {
  return array === undefined ? plan.size : (array.array?.size ?? 1);
}

function depsOf(clients: Clients, logGroup: string): Deps {
  return {
    batch: batchPort(clients.batch),
    logs: logsPort(clients.logs, logGroup),
    queues: queuesPort(clients.sqs),
    inspect: inspectPort(clients.batch),
    clock: systemClock,
    random: Math.random,
    report: reporter,
  };
}

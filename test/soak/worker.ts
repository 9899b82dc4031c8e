/** The worker's two commands as functions of this process: thousands of children without a process each. */
import { setTimeout as pause } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import { inProcessRunner, type JobRunner, type RunnableJob } from '../../local/aws/index.ts';
import { parseArguments } from '../../worker/src/arguments.ts';
import { connectBatch } from '../../worker/src/array-job.ts';
import { calculate } from '../../worker/src/calculate.ts';
import { clientSettings } from '../../worker/src/clients.ts';
import { EXIT, Fault, PassingFault } from '../../worker/src/fault.ts';
import { identify } from '../../worker/src/identity.ts';
import { logTo } from '../../worker/src/log.ts';
import { ORDER_DEFAULTS, parseOrder } from '../../worker/src/order.ts';
import { simulation } from '../../worker/src/pi/index.ts';
import { queueName } from '../../worker/src/queue-name.ts';
import { SqsQueue } from '../../worker/src/results-queue.ts';
import { summarize } from '../../worker/src/summarize.ts';

const COMMANDS = {
  calculate: { does: '', defaults: simulation.defaults },
  summarize: { does: '', defaults: ORDER_DEFAULTS },
};

const sleep = (ms: number, signal: AbortSignal) => pause(ms, undefined, { signal });

/**
 * @param mishap an exit code with which a job ends instead of doing anything, for those that are to
 *   fail; undefined lets it work
 */
export function inProcessWorker(mishap: (job: RunnableJob) => number | undefined): JobRunner {
  return inProcessRunner(async (job, signal) => {
    const code = mishap(job);
    if (code === undefined) return work(job, signal);
    job.log(`error: this ${job.command[0]} was told to end with ${code}`);
    return code;
  });
}

async function work(job: RunnableJob, stopped: AbortSignal): Promise<number> {
  const log = logTo(...sinks(job));
  const stopping = new AbortController();
  stopped.addEventListener('abort', () => stopping.abort(new PassingFault('stopped by SIGTERM')));
  try {
    await run(job, log, stopping.signal);
    return EXIT.ok;
  } catch (thrown) {
    const error = stopping.signal.aborted ? stopping.signal.reason : thrown;
    log.error(`error: ${error instanceof Error ? error.message : String(error)}`);
    return error instanceof Fault ? error.exitCode : EXIT.failed;
  }
}

async function run(job: RunnableJob, log: ReturnType<typeof logTo>, signal: AbortSignal) {
  const { environment } = job;
  // A process would close its connections by ending; thousands of them are more than a machine allows.
  const client = new SQSClient(clientSettings(environment));
  const queueOf = (arrayJobId: string) =>
    new SqsQueue(queueName(environment, arrayJobId), client, sleep);
  try {
    await runCommand(job, queueOf, log, signal);
  } finally {
    client.destroy();
  }
}

async function runCommand(
  { environment, command: words }: RunnableJob,
  queueOf: (arrayJobId: string) => SqsQueue,
  log: ReturnType<typeof logTo>,
  signal: AbortSignal,
) {
  const { command, values } = parseArguments(words, COMMANDS) ?? {};
  if (values === undefined) throw new Error('no command');
  const self = identify(environment);
  if (command === 'calculate') {
    const connect = async () => queueOf(self.arrayJobId);
    const now = () => performance.now();
    await calculate(simulation, self, values, { log, signal, now, connect });
    return;
  }
  const order = parseOrder(values);
  const jobs = connectBatch(environment);
  const arrayJobId = order.arrayJobId ?? (await jobs.dependencyOf(self.arrayJobId, signal));
  const whole = { ...order, arrayJobId, attempt: self.attempt };
  await summarize(simulation, whole, { log, signal, sleep, jobs, queue: queueOf(arrayJobId) });
}

function sinks({
  log,
}: RunnableJob): [{ write(text: string): void }, { write(text: string): void }] {
  const sink = { write: (text: string) => log(text.replace(/\n$/, '')) };
  return [sink, sink];
}

/** Wires the program to the process it runs in: arguments, environment, signals, clients, exit code. */
import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { type Commands, type Invocation, parseArguments, usage } from './arguments.ts';
import { calculate } from './calculate.ts';
import { EXIT, Fault, PassingFault } from './fault.ts';
import { type Environment, identify } from './identity.ts';
import { type Log, logTo } from './log.ts';
import { ORDER_DEFAULTS, parseOrder } from './order.ts';
import { simulation } from './pi/index.ts';
import { queueName } from './queue-name.ts';
import { summarize } from './summarize.ts';
import { oneLine } from './text.ts';

const COMMANDS: Commands = {
  calculate: {
    does: 'compute what this child of an array job has to, and send the result',
    defaults: simulation.defaults,
  },
  summarize: {
    does: 'gather the results of an array job and print their Summary',
    defaults: ORDER_DEFAULTS,
  },
};

/** A signal to stop is answered within a second, even by a computation that does not listen. */
const STOP_WITHIN_MS = 900;

/**
 * Summarize keeps little, but each of its calls leaves garbage, and V8 would let that grow beyond all
 * else rather than collect it: 185 MB for 10,000 children on Node 24, and 125 MB with these.
 */
const SPARING = ['--optimize-for-size', '--semi-space-growth-factor=1'];

const sleep = (ms: number, signal: AbortSignal) => pause(ms, undefined, { signal });

async function runCalculate(
  values: Invocation['values'],
  environment: Environment,
  log: Log,
  signal: AbortSignal,
) {
  const child = identify(environment);
  const name = queueName(environment, child.arrayJobId);
  // The SDK is most of the start-up: it is loaded once the input is known to be good.
  const connect = async () =>
    (await import('./results-queue.ts')).connectQueue(name, environment, sleep);
  await calculate(simulation, child, values, {
    log,
    signal,
    now: () => performance.now(),
    connect,
  });
}

async function runSummarize(
  values: Invocation['values'],
  environment: Environment,
  log: Log,
  signal: AbortSignal,
) {
  for (const flag of SPARING) setFlagsFromString(flag);
  const self = identify(environment);
  const order = parseOrder(values);
  // Refuses a wrong prefix before anything is called; the name itself may have to be asked for.
  queueName(environment, order.arrayJobId ?? self.arrayJobId);
  const { connectBatch } = await import('./array-job.ts');
  const jobs = connectBatch(environment);
  const arrayJobId = order.arrayJobId ?? (await jobs.dependencyOf(self.arrayJobId, signal));
  const { connectQueue } = await import('./results-queue.ts');
  const queue = connectQueue(queueName(environment, arrayJobId), environment, sleep);
  const whole = { ...order, arrayJobId, attempt: self.attempt };
  await summarize(simulation, whole, { log, signal, sleep, jobs, queue });
}

async function run(
  argv: readonly string[],
  environment: Environment,
  log: Log,
  signal: AbortSignal,
) {
  const invocation = parseArguments(argv, COMMANDS);
  if (!invocation) {
    for (const line of usage(COMMANDS)) log.line(line);
    return;
  }
  const command = invocation.command === 'calculate' ? runCalculate : runSummarize;
  await command(invocation.values, environment, log, signal);
}

/** Says in one line what went wrong, and returns the exit code that goes with it. */
function fail(error: unknown, environment: Environment, log: Log): number {
  const known = error instanceof Fault;
  log.error(
    known
      ? `error: ${oneLine(error.message, 2_000)}`
      : `error: a defect of this program, ${oneLine(String(error), 500)} (DEBUG=1 shows where)`,
  );
  if (environment['DEBUG'] && error instanceof Error) log.error(error.stack ?? '');
  return known ? error.exitCode : EXIT.failed;
}

/** Ends the process once its last line has left it: a pipe may take its time. */
async function exit(code: number): Promise<never> {
  const flush = (stream: NodeJS.WriteStream) =>
    new Promise<void>((resolve) => stream.write('', () => resolve()));
  await Promise.all([flush(process.stdout), flush(process.stderr)]);
  process.exit(code);
}

async function main(): Promise<never> {
  const { argv, env, stdout, stderr } = process;
  const log = logTo(stdout, stderr);
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const end = (error: unknown) => exit(fail(error, env, log));
  const stop = (name: string) => {
    const fault = new PassingFault(`stopped by ${name}`);
    stopping.abort(fault);
    setTimeout(end, STOP_WITHIN_MS, fault).unref();
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  process.on('uncaughtException', end);
  try {
    await run(argv.slice(2), env, log, stopping.signal);
  } catch (error) {
    // Once stopped, whatever else broke broke because of it.
    return end(stopping.signal.aborted ? stopping.signal.reason : error);
  }
  return exit(EXIT.ok);
}

await main();

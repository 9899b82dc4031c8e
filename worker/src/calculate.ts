/** One child of an array job: computes its result and sends it. Knows nothing of what it computes. */
import * as v from 'valibot';
import { EXIT, Fault } from './fault.ts';
import type { Log } from './log.ts';
import type { ResultsQueue } from './outside.ts';
import { type ResultMessage, resultMessage } from './result.ts';
import type { Child, Simulation } from './simulation.ts';

/** What `calculate` uses of the world outside. */
export interface CalculateContext {
  readonly log: Log;
  /** Aborted on SIGTERM. */
  readonly signal: AbortSignal;
  /** Milliseconds, from anywhere, never going back. */
  now(): number;
  /** Prepares the run's queue; makes no call yet. */
  connect(): Promise<Pick<ResultsQueue, 'name' | 'send'>>;
}

/** Not more than one line of progress in this time. */
const PROGRESS_EVERY_MS = 5_000;

/**
 * @param raw every parameter of the simulation, as text
 * @throws {Fault} with the exit code of the process
 */
export async function calculate<Parameters, Result>(
  simulation: Simulation<Parameters, Result>,
  child: Child,
  raw: Readonly<Record<string, string>>,
  { log, signal, now, connect }: CalculateContext,
): Promise<void> {
  const parameters = simulation.parse(raw);
  // Before the computing: a job that could never send its result should not compute for hours.
  const queue = await connect();
  log.line(opening(child, raw));
  const started = now();
  let told = started;
  const progress = (fraction: number) => {
    if (now() - told < PROGRESS_EVERY_MS) return;
    told = now();
    log.line(`${Math.floor(fraction * 100)} % after ${seconds(told - started)} s`);
  };
  const result = await simulation.run(child, parameters, { signal, progress });
  const took = seconds(now() - started);
  await queue.send(JSON.stringify(messageOf(simulation, child, took, result)), signal);
  log.line(`sent to ${queue.name} after ${took} s: ${JSON.stringify(result)}`);
}

function opening(
  { arrayJobId, index, size, attempt }: Child,
  raw: Readonly<Record<string, string>>,
) {
  const given = Object.entries(raw).map(([name, value]) => `${name} ${value}`);
  return [
    `child ${index} of ${size} of array job ${arrayJobId}`,
    `attempt ${attempt}`,
    ...given,
  ].join(', ');
}

/** Whole milliseconds, as seconds. */
const seconds = (ms: number) => Math.round(ms) / 1_000;

/** The message, checked against the very schema that `summarize` will hold it to. */
function messageOf<Parameters, Result>(
  simulation: Simulation<Parameters, Result>,
  { arrayJobId, index, attempt }: Child,
  took: number,
  result: Result,
): ResultMessage<Result> {
  const message: ResultMessage<Result> = {
    version: 1,
    simulation: simulation.name,
    arrayJobId,
    index,
    attempt,
    seconds: took,
    result,
  };
  const { issues } = v.safeParse(resultMessage(simulation.result), message);
  if (!issues) return message;
  throw new Fault(
    `${simulation.name} computed what it may not send: ${v.getDotPath(issues[0])}: ${issues[0].message}`,
    EXIT.failed,
  );
}

/** Reads a run's queue with several receivers until there is nothing more to wait for. */
import { setMaxListeners } from 'node:events';
import { ContradictionFault } from './fault.ts';
import type { Gather } from './gather.ts';
import type { ArrayState, Delivery, ResultsQueue, Sleep } from './outside.ts';
import { oneLine } from './text.ts';

export interface Collection<Result> {
  /** Holds, afterwards, what was received. */
  readonly gather: Gather<Result>;
  readonly queue: Pick<ResultsQueue, 'receive'>;
  /** How far the array job was when last asked. */
  readonly state: ArrayState;
  /** Asks again how far it is. */
  ask(signal: AbortSignal): Promise<ArrayState>;
  /** Told, in one line, of a message that is none of the run's results. */
  refused(line: string): void;
  /** When to give up waiting, in milliseconds from now. */
  readonly deadlineMs: number;
  readonly sleep: Sleep;
  readonly signal: AbortSignal;
}

/** The longest that SQS holds a receive. */
const LONG_POLL_S = 20;
/** How often Batch is asked whether the array has ended, while it has not. */
const ASK_EVERY_MS = 5_000;
/** Five are through with 10,000 results in seconds; more of them hold more memory. */
const receivers = (size: number) => Math.min(5, 1 + Math.ceil(size / 50));

/** Why the receivers were stopped, where nothing went wrong. */
const ENOUGH = Symbol('enough');
const TOO_LATE = Symbol('too late');

/**
 * Resolves when every child's result is here; when the array has ended and as many results are here
 * as children have succeeded; or when the deadline has passed. Nothing is deleted.
 *
 * @returns whether the array job has ended, as far as Batch was asked
 * @throws {ContradictionFault} when two results of one child differ
 */
export async function collect<Result>(collection: Collection<Result>): Promise<boolean> {
  const { gather, queue, deadlineMs, sleep, signal } = collection;
  const stop = new AbortController();
  const going = AbortSignal.any([signal, stop.signal]);
  // Every receiver's calls listen to it, and Node would print a warning about that.
  setMaxListeners(0, going);
  let { settled, succeeded, size } = collection.state;

  // Stopping one stops all: what the others then end with is only that they were stopped.
  const guard = (work: Promise<void>) => work.catch((error: unknown) => stop.abort(error));
  let draining: Promise<void> | undefined;
  const stopWhenEnough = () => {
    if (draining || gather.received < (settled ? succeeded : size)) return;
    draining = guard(drain(collection, going).then(() => stop.abort(ENOUGH)));
  };
  const receive = async () => {
    while (!draining && !going.aborted) {
      takeAll(collection, await queue.receive(LONG_POLL_S, going));
      stopWhenEnough();
    }
  };
  const watch = async () => {
    while (!settled) {
      await sleep(ASK_EVERY_MS, going);
      ({ settled, succeeded } = await collection.ask(going));
      stopWhenEnough();
    }
  };
  const giveUp = async () => {
    await sleep(deadlineMs, going);
    stop.abort(TOO_LATE);
  };
  stopWhenEnough();
  const receiving = Array.from({ length: receivers(size) }, receive);
  await Promise.all([...receiving, watch(), giveUp()].map(guard));
  signal.throwIfAborted();
  const { reason } = stop.signal;
  if (reason !== ENOUGH && reason !== TOO_LATE) throw reason;
  return settled;
}

/**
 * Takes what else lies in the queue: a second result that contradicts the first should not depend on
 * the order of delivery to be found, and a failed child may have sent its result before it failed.
 * Receives that are under way go on meanwhile, so that what they bring is not lost either.
 */
async function drain<Result>(collection: Collection<Result>, going: AbortSignal): Promise<void> {
  for (;;) {
    const deliveries = await collection.queue.receive(0, going);
    // Nothing new: the queue is empty, or so large that its first messages come round again.
    if (!takeAll(collection, deliveries)) return;
  }
}

/** @returns whether there was a message among them that had not been delivered before */
function takeAll<Result>(
  { gather, refused }: Collection<Result>,
  deliveries: readonly Delivery[],
): boolean {
  let fresh = false;
  for (const delivery of deliveries) {
    const verdict = gather.take(delivery);
    if (verdict.kind !== 'redelivered') fresh = true;
    if (verdict.kind === 'contradiction') {
      throw new ContradictionFault(`two results contradict each other: ${verdict.reason}`);
    }
    if (verdict.kind === 'malformed' || verdict.kind === 'foreign') {
      const text = JSON.stringify(oneLine(delivery.body, 120));
      refused(`message ${oneLine(delivery.id, 60)} is ${verdict.kind}, ${verdict.reason}: ${text}`);
    }
  }
  return fresh;
}

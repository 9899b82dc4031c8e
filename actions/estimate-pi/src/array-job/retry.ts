/** Calls again what may pass. The SDK's own retries are off, so every wait is here and can be ended. */
import type { Clock } from '../clock.ts';
import { kindOf, messageOf } from './fault.ts';
import type { Reporter } from './ports.ts';
import { duration } from './progress.ts';

const FIRST_MS = 500;
const LONGEST_MS = 20_000;

export interface Patience {
  readonly clock: Clock;
  /** Ends the waiting, with its reason. */
  readonly signal: AbortSignal;
  /** Milliseconds after which the fault counts as lasting. */
  readonly patienceMs: number;
  /** Uniform in [0, 1), for the jitter. */
  readonly random: () => number;
  /** Told of faults that do not pass quickly. */
  readonly report?: Reporter;
}

/** Faults are told of after this time, and then this often. */
const TELL_AFTER_MS = 10_000;
const TELL_EVERY_MS = 60_000;

/**
 * Exponential backoff with full jitter, between a tenth and the whole of the step.
 *
 * Source: M. Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015.
 *
 * @param attempt from 0
 * @returns milliseconds to wait, at most 20,000
 */
export function backoff(attempt: number, random: () => number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt) * (0.1 + 0.9 * random());
}

/** @returns whether calling again may give another answer */
export function mayPass(error: unknown): boolean {
  const kind = kindOf(error);
  return kind === 'throttled' || kind === 'uncertain';
}

/**
 * Calls until there is an answer, a fault that stays, or no patience left.
 *
 * @throws the last fault, or the signal's reason
 */
export async function persist<T>(call: () => Promise<T>, patience: Patience): Promise<T> {
  const { clock, signal, patienceMs, random, report } = patience;
  const started = clock.now();
  let tellAt = started + TELL_AFTER_MS;
  for (let attempt = 0; ; attempt++) {
    signal.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      signal.throwIfAborted();
      const now = clock.now();
      if (!mayPass(error) || now - started >= patienceMs) throw error;
      if (now >= tellAt) {
        report?.line(`No answer for ${duration(now - started)}, trying on: ${messageOf(error)}`);
        tellAt = now + TELL_EVERY_MS;
      }
      await clock.sleep(backoff(attempt, random), signal);
    }
  }
}

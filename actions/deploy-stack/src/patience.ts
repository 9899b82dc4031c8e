/** Waiting that ends: by a deadline, or because the run is cancelled. */
import { Cancelled, TimedOut } from './failure.ts';

/** The time, and a way to let some of it pass. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

const MINUTE = 60_000;

/** How long a command may take in all; everything that waits asks here. */
export class Patience {
  readonly signal: AbortSignal;
  readonly #clock: Clock;
  readonly #started: number;
  readonly #limit: number;
  readonly #isInput: boolean;

  /**
   * @param limit milliseconds from now
   * @param signal aborted when the run is cancelled
   * @param isInput whether the limit is the input timeout-minutes
   */
  constructor(clock: Clock, limit: number, signal: AbortSignal, isInput = true) {
    this.#clock = clock;
    this.#started = clock.now();
    this.#limit = limit;
    this.#isInput = isInput;
    this.signal = signal;
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#clock.now();
  }

  /** Milliseconds since the command began. */
  get elapsed(): number {
    return this.#clock.now() - this.#started;
  }

  /** For what is worth so many milliseconds and no more. */
  within(limit: number): Patience {
    const left = Math.min(limit, this.#limit - this.elapsed);
    return new Patience(this.#clock, left, this.signal, false);
  }

  /** For what has to be done when time is up or the run is cancelled: so many milliseconds more. */
  afresh(limit: number): Patience {
    return new Patience(this.#clock, limit, AbortSignal.timeout(limit), false);
  }

  /**
   * @param waitingFor completes the sentence "Gave up waiting for ..."
   * @throws {Cancelled | TimedOut}
   */
  check(waitingFor: string): void {
    // The time first: it aborts the signal as well where it was given afresh.
    if (this.elapsed >= this.#limit) throw new TimedOut(this.#allowed, waitingFor);
    if (this.signal.aborted) throw new Cancelled(waitingFor);
  }

  get #allowed(): string {
    if (!this.#isInput) return duration(this.#limit);
    return `${this.#limit / MINUTE} min (timeout-minutes)`;
  }

  /**
   * Lets time pass, but never more than is left.
   *
   * @param ms milliseconds
   * @throws {Cancelled | TimedOut} when the wait is over before it could be enough
   */
  async pause(ms: number, waitingFor: string): Promise<void> {
    this.check(waitingFor);
    await this.#clock.sleep(Math.min(ms, this.#limit - this.elapsed), this.signal);
    this.check(waitingFor);
  }
}

/**
 * @param ms milliseconds, at least 0
 * @returns for a person, for example `48 s`, `3 min 05 s` or `2 h 10 min`
 */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  const rest = (value: number) => String(value).padStart(2, '0');
  if (minutes < 60) return `${minutes} min ${rest(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${rest(minutes % 60)} min`;
}

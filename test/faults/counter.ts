import type { Fault, Schedule } from './schedule.ts';

/** Numbers the calls of each operation and asks a schedule about each. */
export class Counter {
  readonly #schedule: Schedule;
  readonly #counts = new Map<string, number>();
  readonly #suffered = new Map<string, number>();
  #first: number | undefined;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  /** How often each operation was called. */
  get calls(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** How often each fault has come about: `SubmitJob drop` to its count. */
  get suffered(): ReadonlyMap<string, number> {
    return this.#suffered;
  }

  /** @param now milliseconds of any clock */
  next(operation: string, now: number): Fault | undefined {
    this.#first ??= now;
    const nth = (this.#counts.get(operation) ?? 0) + 1;
    this.#counts.set(operation, nth);
    const fault = this.#schedule({ operation, nth, elapsedMs: now - this.#first });
    if (fault) {
      const name = `${operation} ${fault.kind}`;
      this.#suffered.set(name, (this.#suffered.get(name) ?? 0) + 1);
    }
    return fault;
  }
}

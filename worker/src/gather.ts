/**
 * What has arrived of a run: a state machine that is told of every message and decides what it is.
 * Pure: it knows neither queue nor clock.
 */
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { Delivery } from './outside.ts';
import { missingRanges } from './ranges.ts';
import { type ResultMessage, resultMessage } from './result.ts';
import type { ChildResult } from './simulation.ts';
import { oneLine } from './text.ts';

/** The run whose results are wanted. */
export interface Run<Result> {
  readonly simulation: string;
  readonly arrayJobId: string;
  /** Children of the array job. */
  readonly size: number;
  readonly result: v.GenericSchema<unknown, Result>;
}

export type Verdict =
  /** The first result of its child. */
  | { readonly kind: 'accepted' }
  /** The very message that was seen before. */
  | { readonly kind: 'redelivered' }
  /** Another message with the same result, from a child that was retried. */
  | { readonly kind: 'duplicate' }
  /** Another message of the same child with another result. */
  | { readonly kind: 'contradiction'; readonly reason: string }
  /** Nothing that a child of this simulation sends. */
  | { readonly kind: 'malformed'; readonly reason: string }
  /** A result of another run. */
  | { readonly kind: 'foreign'; readonly reason: string };

type Checked<Result> = ResultMessage<Result> | Extract<Verdict, { reason: string }>;

export class Gather<Result> {
  readonly #run: Run<Result>;
  readonly #schema: v.GenericSchema<unknown, ResultMessage<Result>>;
  readonly #seen = new Set<string>();
  readonly #first = new Map<number, ResultMessage<Result>>();
  #duplicates = 0;
  #refused = 0;

  constructor(run: Run<Result>) {
    this.#run = run;
    this.#schema = resultMessage(run.result);
  }

  /** Children whose result is here. */
  get received(): number {
    return this.#first.size;
  }

  /** Messages beyond the first of a child; one message delivered again is not another one. */
  get duplicates(): number {
    return this.#duplicates;
  }

  /** Messages that were no result of this run. */
  get refused(): number {
    return this.#refused;
  }

  get complete(): boolean {
    return this.received === this.#run.size;
  }

  /**
   * Children without a result, as ranges.
   *
   * @param limit the longest text
   */
  missing(limit: number): string {
    return missingRanges((index) => this.#first.has(index), this.#run.size, limit);
  }

  /** Every child's first result, in order of index. */
  results(): ChildResult<Result>[] {
    return [...this.#first.values()]
      .sort((a, b) => a.index - b.index)
      .map(({ index, seconds, result }) => ({ index, seconds, result }));
  }

  /** Takes in one delivery. */
  take({ id, body }: Delivery): Verdict {
    if (this.#seen.has(id)) return { kind: 'redelivered' };
    this.#seen.add(id);
    const checked = this.#check(body);
    if ('kind' in checked) {
      this.#refused++;
      return checked;
    }
    const first = this.#first.get(checked.index);
    if (!first) {
      this.#first.set(checked.index, checked);
      return { kind: 'accepted' };
    }
    if (isDeepStrictEqual(first.result, checked.result)) {
      this.#duplicates++;
      return { kind: 'duplicate' };
    }
    return { kind: 'contradiction', reason: difference(first, checked) };
  }

  #check(body: string): Checked<Result> {
    const { simulation, arrayJobId, size } = this.#run;
    let json: unknown;
    try {
      json = JSON.parse(body);
    } catch {
      return { kind: 'malformed', reason: 'no JSON' };
    }
    const parsed = v.safeParse(this.#schema, json, { abortEarly: true });
    if (!parsed.success) return { kind: 'malformed', reason: where(parsed.issues[0]) };
    const message = parsed.output;
    if (message.arrayJobId !== arrayJobId) {
      return { kind: 'foreign', reason: `of array job ${oneLine(message.arrayJobId, 60)}` };
    }
    if (message.simulation !== simulation) {
      return { kind: 'foreign', reason: `of simulation ${oneLine(message.simulation, 60)}` };
    }
    if (message.index >= size) {
      return { kind: 'malformed', reason: `index ${message.index} in an array of ${size}` };
    }
    return message;
  }
}

function where(issue: v.BaseIssue<unknown>): string {
  return oneLine(`${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`, 150);
}

function difference<Result>(first: ResultMessage<Result>, other: ResultMessage<Result>): string {
  const tell = ({ attempt, result }: ResultMessage<Result>) =>
    `attempt ${attempt} sent ${oneLine(JSON.stringify(result), 200)}`;
  return `child ${first.index}: ${tell(first)}, ${tell(other)}`;
}

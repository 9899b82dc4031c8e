/**
 * The seam for whoever forks this: an array job is a simulation. Batch, SQS, the action, the charts
 * and the local demo know only this interface, so replacing `pi/` replaces the computation.
 */
import type { GenericSchema } from 'valibot';
import type { Summary } from './summary.ts';

/** One child of an array job, as Batch's environment variables identify it. */
export interface Child {
  /** The run's identity: the id that SubmitJob gave to the array job. */
  readonly arrayJobId: string;
  /** 0 <= index < size. */
  readonly index: number;
  /** 1 for a plain job, otherwise 2..10,000. */
  readonly size: number;
  /** From 1. No result may depend on it. */
  readonly attempt: number;
}

/** What a running child may use of the world outside. */
export interface RunContext {
  /** Aborted on SIGTERM: `run` then rejects within a second. */
  readonly signal: AbortSignal;
  /** Told now and then how far the child is, as a fraction from 0 to 1. */
  progress(fraction: number): void;
}

/** A child's result together with whose it is. */
export interface ChildResult<Result> {
  readonly index: number;
  /** Seconds that the child computed, for the throughput shown. */
  readonly seconds: number;
  readonly result: Result;
}

/** What a simulation says of its results; the gathering adds everything else a Summary holds. */
export type Findings = Pick<
  Summary,
  | 'headline'
  | 'quantity'
  | 'value'
  | 'interval'
  | 'reference'
  | 'repeat'
  | 'totals'
  | 'rows'
  | 'warnings'
  | 'series'
>;

export interface Simulation<Parameters, Result> {
  /** Lower case, for example `pi`. */
  readonly name: string;
  /** The parameters that `parse` understands, with what a job that sets none of them gets. */
  readonly defaults: Readonly<Record<string, string>>;
  /** What one child sends; anything that does not fit is reported and never counted. */
  readonly result: GenericSchema<unknown, Result>;
  /**
   * @param raw every parameter of `defaults`, as text
   * @throws {InputFault} naming the parameter and what it may be
   */
  parse(raw: Readonly<Record<string, string>>): Parameters;
  /**
   * Computes one child's result from the child's index and the parameters and from nothing else, so
   * that a retried child repeats it to the bit.
   */
  run(child: Child, parameters: Parameters, context: RunContext): Promise<Result>;
  /**
   * @param results at least one, in order of index, each index at most once
   * @throws {ContradictionFault} when they cannot be results of one run
   */
  summarize(results: readonly ChildResult<Result>[]): Findings;
}

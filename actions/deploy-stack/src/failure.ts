/** Errors whose message is meant for a person. */

/** One part of a report: a heading and Markdown under it. */
export interface Section {
  readonly title: string;
  readonly body: string;
}

/** What the output `verdict` says of a step that failed. */
export type FailedVerdict = 'failed' | 'timed-out' | 'cancelled' | 'left-over' | 'drifted';

interface FailureDetails {
  readonly verdict?: FailedVerdict;
  readonly sections?: readonly Section[];
  readonly drift?: string;
  readonly cause?: unknown;
}

/** The step fails. The message is the cause; the advice, on a line of its own, what to do. */
export class Failure extends Error {
  readonly verdict: FailedVerdict;
  readonly advice: string;
  readonly sections: readonly Section[];
  /** Markdown table of what has drifted and still does, empty if that is not known. */
  readonly drift: string;

  constructor(message: string, advice: string, more: FailureDetails = {}) {
    super(message, { cause: more.cause });
    this.name = new.target.name;
    this.verdict = more.verdict ?? 'failed';
    this.advice = advice;
    this.sections = more.sections ?? [];
    this.drift = more.drift ?? '';
  }
}

/** An input cannot be used: says which, what it was and what it may be. */
export class InputFailure extends Failure {
  constructor(input: string, problem: string, expected: string) {
    super(`Input ${input}: ${problem}.`, `${expected}.`);
  }
}

/** The time is over, mostly the input `timeout-minutes`. */
export class TimedOut extends Failure {
  constructor(time: string, waitingFor: string) {
    super(
      `Gave up after ${time}, waiting for ${waitingFor}.`,
      'What CloudFormation has begun goes on without this step: look at it in the console, or run the command again, which waits for it first.',
      { verdict: 'timed-out' },
    );
  }
}

/** The run was cancelled: SIGINT or SIGTERM. */
export class Cancelled extends Failure {
  constructor(waitingFor: string) {
    super(
      `Cancelled while waiting for ${waitingFor}.`,
      'What CloudFormation has begun goes on without this step: it is not rolled back. The next run waits for it first.',
      { verdict: 'cancelled' },
    );
  }
}

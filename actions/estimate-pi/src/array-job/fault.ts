/**
 * What went wrong with a call, in the terms that decide what to do about it:
 *
 * - `throttled`: the service refused for now; nothing was done
 * - `uncertain`: no answer, or an answer that blames the server; it may have been done
 * - `expired`: the credentials are not valid, or no longer
 * - `denied`: the role lacks the permission
 * - `missing`: what was asked for does not exist, or cannot be seen yet
 * - `refused`: the request itself is wrong
 */
export type CallFaultKind =
  | 'throttled'
  | 'uncertain'
  | 'expired'
  | 'denied'
  | 'missing'
  | 'refused';

/** A call to a service that did not give its answer. The message names call and error. */
export class CallFault extends Error {
  readonly kind: CallFaultKind;
  /** For example `batch:SubmitJob`. */
  readonly call: string;

  constructor(kind: CallFaultKind, call: string, detail: string, options?: ErrorOptions) {
    super(`${call}: ${detail}`, options);
    this.name = 'CallFault';
    this.kind = kind;
    this.call = call;
  }
}

/** @returns the kind of a CallFault, undefined for any other error */
export function kindOf(error: unknown): CallFaultKind | undefined {
  return error instanceof CallFault ? error.kind : undefined;
}

/** @returns what an error says, without the name of its class */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Something that a person can set right: `message` says what is wrong, `remedy` what to do. */
export class Explained extends Error {
  readonly remedy: string | undefined;

  constructor(message: string, remedy?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Explained';
    this.remedy = remedy;
  }
}

/** Nothing moves, and here is why: the run is given up. */
export class Stuck extends Explained {}

/** Why the action stops although its run could go on. */
export class Stop extends Explained {
  readonly kind: 'cancelled' | 'timed-out';

  constructor(kind: Stop['kind'], message: string, remedy?: string) {
    super(message, remedy);
    this.name = 'Stop';
    this.kind = kind;
  }
}

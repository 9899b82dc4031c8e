/** Which call meets which fault: written down rule by rule, or drawn from a seed. Pure. */

/** What may happen to a call on its way to an AWS and back. */
export type Fault =
  /** The connection breaks before the service hears of it. */
  | { readonly kind: 'drop' }
  /** The service does it, and the connection breaks before the reply is heard. */
  | { readonly kind: 'lose' }
  /** The reply comes so many milliseconds late. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The service gets it twice; the second reply is heard. */
  | { readonly kind: 'duplicate' }
  /** The service has too much to do: 429. */
  | { readonly kind: 'throttle' }
  /** The service fails: 500, without a word of its protocol. */
  | { readonly kind: 'fail' }
  /** Half of the reply's body is missing. */
  | { readonly kind: 'corrupt' }
  /** Nobody ever answers, and the connection stays. */
  | { readonly kind: 'hang' }
  /** The service refuses it with an error of its own, and does nothing. */
  | {
      readonly kind: 'refuse';
      readonly status: number;
      readonly code: string;
      readonly message: string;
    }
  /** The service does nothing and says something else; not for CloudFormation, which speaks XML. */
  | { readonly kind: 'answer'; readonly output: Readonly<Record<string, unknown>> };

/** What can be drawn, because it needs nothing to be said of it. */
export type FaultKind = Exclude<Fault['kind'], 'refuse' | 'answer'>;

/** A call as a schedule sees it. */
export interface Occurrence {
  /** For example `SubmitJob`. */
  readonly operation: string;
  /** Which of the calls of this operation it is, from 1. */
  readonly nth: number;
  /** Milliseconds since the first call. */
  readonly elapsedMs: number;
}

/** @returns undefined where the call goes through */
export type Schedule = (occurrence: Occurrence) => Fault | undefined;

/** One line of a written schedule; every condition that it has must hold. */
export interface Rule {
  /** An operation, or `*`. */
  readonly on: string;
  /** Which of its calls, from 1; absent means all. */
  readonly nth?: readonly number[];
  /** Only so many milliseconds after the first call... */
  readonly fromMs?: number;
  /** ...and no longer than until so many. */
  readonly untilMs?: number;
  readonly fault: Fault;
}

/** The first rule that applies decides. */
export function written(rules: readonly Rule[]): Schedule {
  return ({ operation, nth, elapsedMs }) =>
    rules.find(
      (rule) =>
        (rule.on === '*' || rule.on === operation) &&
        (rule.nth?.includes(nth) ?? true) &&
        elapsedMs >= (rule.fromMs ?? 0) &&
        elapsedMs < (rule.untilMs ?? Infinity),
    )?.fault;
}

/** How likely each fault is, as fractions of 1 that sum to 1 at most. */
export type Rates = Readonly<Partial<Record<FaultKind, number>>>;

const DELAY_MS = 200;

/**
 * Draws a fault for each call from the seed, its operation and its number, and from nothing else: the
 * same seed gives the same faults in whatever order calls come.
 *
 * @param seed unsigned, 32 bits
 */
export function drawn(seed: number, rates: Rates): Schedule {
  return ({ operation, nth }) => {
    let rest = uniform(`${seed}/${operation}/${nth}`);
    for (const [kind, rate] of Object.entries(rates)) {
      if (rest < rate) return fault(kind as FaultKind);
      rest -= rate;
    }
    return undefined;
  };
}

function fault(kind: FaultKind): Fault {
  return kind === 'delay' ? { kind, ms: DELAY_MS } : { kind };
}

/**
 * A number from 0 to 1 that a text stands for.
 * Source: FNV-1a, and the finalizer of MurmurHash3 so that texts that hardly differ spread.
 */
export function uniform(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

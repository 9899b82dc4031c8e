/** Faults as intercepts: what comes between a call and its answer. */
import type { AwsError, Call, Intercept } from '../../../../local/aws/index.ts';
import type { Fault, Stage } from './scene.ts';

const nameOf = ({ service, operation }: Call) => `${service}:${operation}`;

/** The nth call of a name is done, but its caller hears nothing: the connection breaks. */
export function replyLost(name: string, nth = 1): Fault {
  return (stage) => async (call, next) => {
    const lost = nameOf(call) === name && stage.count(name) === nth;
    const reply = await next();
    return lost ? { kind: 'drop' } : reply;
  };
}

/** Every call that fits is answered with an error and not done. */
export function refused(fits: (call: Call, stage: Stage) => boolean, error: AwsError): Fault {
  return (stage) => async (call, next) => {
    // The list of jobs that the test itself asks for comes with a `*`.
    if (fits(call, stage)) return { kind: 'error', error };
    return next();
  };
}

/** Calls of a name do nothing but give this output. */
export function answered(
  fits: (call: Call, stage: Stage) => boolean,
  output: Readonly<Record<string, unknown>>,
): Fault {
  return (stage) => async (call, next) => (fits(call, stage) ? { kind: 'output', output } : next());
}

/** Something happens at the nth call of a name, before it is done. */
export function at(name: string, nth: number, happens: (stage: Stage) => unknown): Fault {
  return (stage) => async (call, next) => {
    if (nameOf(call) === name && stage.count(name) === nth) await happens(stage);
    return next();
  };
}

/** Several faults at once, the first outermost. */
export function both(...faults: readonly Fault[]): Fault {
  return (stage) =>
    faults
      .map((fault) => fault(stage))
      .reduceRight<Intercept>(
        (inner, outer) => (call, next) => outer(call, () => inner(call, next)),
        (_call, next) => next(),
      );
}

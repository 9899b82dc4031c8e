/** The options of `summarize`, from text to what they mean. */
import { InputFault } from './fault.ts';
import { arrayJobId } from './identity.ts';
import { oneLine } from './text.ts';

/** What `summarize` is asked to do. */
export interface Order {
  /** Undefined where Batch is to be asked which job this one depends on. */
  readonly arrayJobId: string | undefined;
  /** Whether missing children are let pass. */
  readonly allowPartial: boolean;
  /** How long to wait for results, in seconds. */
  readonly deadlineSeconds: number;
}

/**
 * Three times as long as a message stays hidden after an attempt that was killed had received it.
 */
const DEADLINE_SECONDS = 180;

/** The options of `summarize` and what each is where it is not given. */
export const ORDER_DEFAULTS = {
  'array-job': 'auto',
  'allow-partial': 'false',
  'deadline-seconds': String(DEADLINE_SECONDS),
};

/**
 * @param values every option of `ORDER_DEFAULTS`, as text
 * @throws {InputFault} naming the option and what it may be
 */
export function parseOrder(values: Readonly<Record<string, string>>): Order {
  const {
    'array-job': job,
    'allow-partial': partial,
    'deadline-seconds': deadline,
  } = {
    ...ORDER_DEFAULTS,
    ...values,
  };
  if (partial !== 'true' && partial !== 'false') {
    throw new InputFault(`--allow-partial is ${show(partial)}: it is true or false`);
  }
  if (!/^[1-9]\d{0,4}$/.test(deadline)) {
    throw new InputFault(`--deadline-seconds is ${show(deadline)}: it is 1 to 99999`);
  }
  return {
    arrayJobId: job === 'auto' ? undefined : arrayJobId(job),
    allowPartial: partial === 'true',
    deadlineSeconds: Number(deadline),
  };
}

const show = (text: string) => JSON.stringify(oneLine(text, 60));

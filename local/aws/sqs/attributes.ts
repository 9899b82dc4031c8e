/** The attributes that a queue may be created with. */
import { AwsError } from '../error.ts';

interface Bounds {
  readonly default: string;
  readonly min: number;
  readonly max: number;
}

/** In seconds, but for the size, which is in bytes. */
const NUMBERS: Readonly<Record<string, Bounds>> = {
  VisibilityTimeout: { default: '30', min: 0, max: 43_200 },
  MessageRetentionPeriod: { default: '345600', min: 60, max: 1_209_600 },
  ReceiveMessageWaitTimeSeconds: { default: '0', min: 0, max: 20 },
  MaximumMessageSize: { default: '1048576', min: 1024, max: 1_048_576 },
};

/** Kept and compared, and otherwise without effect on this machine. */
const TEXTS: Readonly<Record<string, string>> = {
  Policy: '',
  SqsManagedSseEnabled: 'true',
};

export type QueueAttributes = Readonly<Record<string, string>>;

/**
 * Fills in what is not given.
 *
 * @throws {AwsError} InvalidAttributeName or InvalidAttributeValue
 */
export function withDefaults(given: QueueAttributes): QueueAttributes {
  for (const [name, value] of Object.entries(given)) check(name, value);
  const numbers = Object.entries(NUMBERS).map(([name, bounds]) => [name, bounds.default]);
  return { ...Object.fromEntries(numbers), ...TEXTS, ...given };
}

function check(name: string, value: string): void {
  const bounds = Object.hasOwn(NUMBERS, name) ? NUMBERS[name] : undefined;
  if (bounds === undefined) {
    if (Object.hasOwn(TEXTS, name)) return;
    throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  }
  if (!/^\d{1,9}$/.test(value) || Number(value) < bounds.min || Number(value) > bounds.max) {
    throw new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
  }
}

/** The first attribute that is given and that the queue has otherwise. */
export function difference(given: QueueAttributes, existing: QueueAttributes): string | undefined {
  return Object.keys(given).find((name) => given[name] !== existing[name]);
}

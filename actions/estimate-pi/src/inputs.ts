/** Reads inputs strictly: what is not exactly as documented is refused by name, before anything is called. */
import { Explained } from './array-job/fault.ts';

/** @returns an input's text as it was given, '' when it was not */
export type Inputs = (name: string) => string;

function refuse(name: string, value: string, wanted: string): never {
  throw new Explained(`Input ${name}: ${JSON.stringify(value)} is not ${wanted}`);
}

export interface Range {
  readonly least: number;
  readonly most: number;
  /** When the input is empty; absent where that is refused. */
  readonly otherwise?: number;
}

/** @returns an integer written in digits alone */
export function whole(inputs: Inputs, name: string, range: Range): number {
  // In exact integers: 2^53 + 1 would be rounded to 2^53.
  const read = (value: string) => (/^(0|[1-9]\d{0,15})$/.test(value) ? BigInt(value) : undefined);
  return Number(within(inputs, name, range, read, 'a whole number'));
}

/** @returns a number written in digits, with decimals allowed, for example `0.5` */
export function decimal(inputs: Inputs, name: string, range: Range): number {
  const read = (value: string) => (/^\d{1,9}(\.\d{1,9})?$/.test(value) ? Number(value) : undefined);
  return Number(within(inputs, name, range, read, 'a number'));
}

function within(
  inputs: Inputs,
  name: string,
  { least, most, otherwise }: Range,
  read: (value: string) => number | bigint | undefined,
  kind: string,
): number | bigint {
  const value = inputs(name);
  if (value === '' && otherwise !== undefined) return otherwise;
  const number = read(value);
  if (number !== undefined && number >= least && number <= most) return number;
  return refuse(name, value, `${kind} from ${least} to ${most}`);
}

/** @returns one of the choices, the first of which is the default */
export function choice<const T extends string>(
  inputs: Inputs,
  name: string,
  choices: readonly [T, ...T[]],
): T {
  const value = inputs(name);
  if (value === '') return choices[0];
  const chosen = choices.find((one) => one === value);
  return chosen ?? refuse(name, value, choices.join(' or '));
}

/** @returns the text if it has the form, the default when the input is not given */
export function matching(
  inputs: Inputs,
  name: string,
  form: RegExp,
  wanted: string,
  otherwise: string,
): string {
  const value = inputs(name);
  if (value === '') return otherwise;
  return form.test(value) ? value : refuse(name, value, wanted);
}

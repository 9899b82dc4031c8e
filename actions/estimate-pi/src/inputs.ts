/** Reads inputs strictly: what is not exactly as documented is refused by name, before anything is called. */
import { Explained } from './array-job/fault.ts';

/** @returns an input's text as it was given, '' when it was not */
export type Inputs = (name: string) => string;

function refuse(name: string, value: string, wanted: string): never {
  throw new Explained(`Input ${name}: ${JSON.stringify(value)} is not ${wanted}`);
}

/** @returns an integer written in digits alone, or the default when the input is not given */
export function whole(
  inputs: Inputs,
  name: string,
  least: number,
  most: number,
  otherwise: number,
): number {
  const value = inputs(name);
  if (value === '') return otherwise;
  // In exact integers: 2^53 + 1 would be rounded to 2^53.
  const number = /^(0|[1-9]\d{0,15})$/.test(value) ? BigInt(value) : -1n;
  if (number >= least && number <= most) return Number(number);
  return refuse(name, value, `a whole number from ${least} to ${most}`);
}

/** As `whole`, but with decimals allowed, for example `0.5`. */
export function decimal(
  inputs: Inputs,
  name: string,
  least: number,
  most: number,
  otherwise: number,
): number {
  const value = inputs(name);
  if (value === '') return otherwise;
  const number = /^\d{1,9}(\.\d{1,9})?$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  return refuse(name, value, `a number from ${least} to ${most}`);
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

/** The seed as it is written, and the one that a run gets which was given none. */

const MAX_SEED = 2n ** 64n - 1n;

/** Says what a seed may be, for messages. */
export const SEED_FORM = 'a decimal integer from 0 to 18446744073709551615, or auto';

/**
 * @param text digits only: no sign, blank, exponent or leading zero
 * @returns the seed, or undefined when the text is not one
 */
export function parseSeed(text: string): bigint | undefined {
  if (!/^(0|[1-9]\d{0,19})$/.test(text)) return undefined;
  const seed = BigInt(text);
  return seed <= MAX_SEED ? seed : undefined;
}

/**
 * The seed of a run that names none: FNV-1a, 64 bits, of its array job's id. Different runs get
 * different seeds without anybody drawing one, and every child and attempt of a run gets the same.
 * Source: Fowler, Noll, Vo and Eastlake, "The FNV Non-Cryptographic Hash Algorithm", RFC 9923.
 */
export function seedOfRun(arrayJobId: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(arrayJobId)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash;
}

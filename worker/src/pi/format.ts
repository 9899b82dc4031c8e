/** Numbers as a person reads them. */

/** Groups of three digits: 10,000,000,000. */
export function grouped(count: bigint | number): string {
  return count.toLocaleString('en-US');
}

/** A count with its noun: `1 child`, `100 children`. */
export function counted(count: bigint | number, one: string, many: string): string {
  return `${grouped(count)} ${BigInt(count) === 1n ? one : many}`;
}

/**
 * A value with its error, for example `3.141591 ± 0.000032`: two significant digits of the error,
 * and as many decimals of the value, since more would be noise.
 *
 * @param error half the width of the interval, > 0
 */
export function withError(value: number, error: number): string {
  const rounded = Number(error.toPrecision(2));
  const decimals = Math.min(Math.max(1 - Math.floor(Math.log10(rounded)), 0), 15);
  return `${value.toFixed(decimals)} ± ${rounded.toFixed(decimals)}`;
}

/** Amounts in words. Pure. */

/** @returns with separators of thousands, for example `10,000` */
export function thousands(count: number): string {
  return count.toLocaleString('en-US');
}

/** @returns an amount with its noun, for example `1 child` or `1,000 children` */
export function counted(count: number, one: string, many: string): string {
  return `${thousands(count)} ${count === 1 ? one : many}`;
}

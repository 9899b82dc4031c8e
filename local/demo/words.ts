/** Numbers as a person reads them. */

/** `1,000,000` for the digits of a whole number; any other text as it is. */
export const grouped = (text: string): string =>
  /^\d+$/.test(text) ? BigInt(text).toLocaleString('en-US') : text;

/** `1 child`, `100 children` */
export const children = (count: number): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? 'child' : 'children'}`;

/** `17, 40, 71 and 9 more` */
export function listed(indices: readonly number[], most = 8): string {
  const shown = indices.slice(0, most).join(', ');
  return indices.length > most ? `${shown} and ${indices.length - most} more` : shown;
}

const UNITS = [
  [1e12, ' trillion'],
  [1e9, ' billion'],
  [1e6, ' million'],
] as const;

/** `1.2 billion`: two significant digits. */
export function rounded(value: number): string {
  const [divisor, unit] = UNITS.find(([from]) => value >= from) ?? [1, ''];
  return `${Number((value / divisor).toPrecision(2)).toLocaleString('en-US')}${unit}`;
}

export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The parts side by side, in as many lines of at most `columns` as it takes. */
export function flowed(parts: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = `${lines.at(-1)}   ${part}`;
    if (lines.length > 0 && longer.length <= columns) lines.splice(-1, 1, longer);
    else lines.push(part);
  }
  return lines;
}

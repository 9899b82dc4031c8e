/** Numbers for a person. Pure. */

/** Decimals beyond which a number of JavaScript says nothing about values near 1. */
const MOST_DECIMALS = 15;

/**
 * @param halfWidth of an interval; undefined when there is none
 * @returns how many decimals are worth writing: those that two digits of the half-width need
 */
export function decimalsFor(halfWidth: number | undefined): number {
  if (halfWidth === undefined || !(halfWidth > 0)) return 6;
  const decimals = 1 - Math.floor(Math.log10(halfWidth));
  return Math.min(MOST_DECIMALS, Math.max(0, decimals));
}

/** @returns the value with so many decimals, or with three digits and a power of ten if those hold nothing of it */
export function fixed(value: number, decimals: number): string {
  const written = value.toFixed(decimals);
  const lost = value !== 0 && Number(written) === 0;
  return lost || written.includes('e') ? value.toPrecision(3) : written;
}

/**
 * @param written a number in digits, for example `3.1429`
 * @returns the beginning that it shares with the reference, for example `3.14`; empty when not even
 *     the first digit is shared
 */
export function rightPart(written: string, reference: number): string {
  const exact = reference.toFixed(MOST_DECIMALS);
  // The same digits in other places are other numbers.
  if (written.split('.')[0]?.length !== exact.split('.')[0]?.length) return '';
  let length = 0;
  while (length < written.length && written[length] === exact[length]) length++;
  const shared = written.slice(0, length).replace(/\.$/, '');
  return /[1-9]/.test(shared) ? shared : '';
}

/** @returns without a power of ten, which Mermaid cannot read; undefined where there is no other way */
export function plain(value: number, decimals: number): string | undefined {
  const written = value.toFixed(decimals);
  if (!/^-?\d+(\.\d+)?$/.test(written)) return undefined;
  return written.includes('.') ? written.replace(/\.?0+$/, '') : written;
}

/** @returns with separators of thousands, for example `1,571,441`; text that is no integer as it is */
export function grouped(integer: string): string {
  return /^-?\d+$/.test(integer) ? integer.replace(/\B(?=(\d{3})+$)/g, ',') : integer;
}

/** @returns three significant digits with a unit of thousands, for example `1.23 billion` */
export function large(value: number): string {
  const units = ['', ' thousand', ' million', ' billion', ' trillion', ' quadrillion'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(value || 1) / 3)));
  return `${Number((value / 1000 ** power).toPrecision(3))}${units[power]}`;
}

/** @returns three significant digits and never a power of ten, for example `0.0123` or `1,230` */
export function short(value: number): string {
  if (value === 0) return '0';
  const decimals = Math.min(12, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return value.toLocaleString('en-US', { maximumFractionDigits: decimals });
}

/** @returns for example `95%` or `99.9%` */
export function percent(part: number): string {
  return `${Number((part * 100).toFixed(3))}%`;
}

/** @returns for example `3.2 s`, `2 min 5 s` or `1 h 3 min` */
export function span(ms: number): string {
  if (ms < 59_500) return `${Number((Math.max(0, ms) / 1000).toPrecision(2))} s`;
  const total = Math.round(ms / 1000);
  const [h, m, s] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const parts = h > 0 ? [`${h} h`, m > 0 && `${m} min`] : [`${m} min`, s > 0 && `${s} s`];
  return parts.filter(Boolean).join(' ');
}

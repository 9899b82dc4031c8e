/** Text from elsewhere, made fit for one line of a log. */

/**
 * The text without line ends and other control characters (so that it can neither begin a line of
 * its own nor steer a terminal), cut to a length.
 *
 * @param limit the longest result, in UTF-16 units, the closing `…` included
 */
export function oneLine(text: string, limit: number): string {
  const flat = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return clip(flat, limit);
}

/** `1 message`, `2 messages`. */
export const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The text cut to `limit` UTF-16 units, never through the middle of a character. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

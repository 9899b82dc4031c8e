/** Untrusted text in a page of GitHub Markdown. */
import { oneLine } from '../array-job/untrusted.ts';

/**
 * Everything that HTML or Markdown gives a meaning to, as entities: an entity is never structure. GitHub makes
 * links of bare addresses and mentions as well, hence `:`, `.`, `@` and `/`.
 */
const SPECIAL = /[&<>"'`*_[\](){}#+!|~\\$:@/^=-]|\.(?=\w)/g;

/**
 * @param value anything
 * @param longest characters to keep
 * @returns Markdown, fit for a table's cell, that shows the text as it is
 */
export function text(value: string, longest = 500): string {
  return oneLine(value, longest).replace(SPECIAL, (c) => `&#${c.charCodeAt(0)};`);
}

/** As `text`, in fixed width. */
export function code(value: string, longest = 500): string {
  return `<code>${text(value, longest)}</code>`;
}

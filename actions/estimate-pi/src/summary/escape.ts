/** Untrusted text in a page of GitHub Markdown. */
import { oneLine } from '../array-job/untrusted.ts';

/** What HTML, Markdown, tables, mathematics, mentions and references to issues are made of. */
const ANYWHERE = /[&<>"'`*_[\]|~\\$@#]/g;
/** GitHub makes links of bare addresses and pictures of `:names:`. */
const LINKS = /\b(https?|ftp):(?=\/\/)|\bwww\.|:(?=[\w+-]+:)/gi;
/** What makes a list, a rule or a heading of a line that begins with it. */
const AT_THE_START = /^\s*(?:[-+=](?=[-+=\s]|$)|\d{1,9}[.)](?=\s|$))/;

const entity = (c: string) => `&#${c.charCodeAt(0)};`;

/**
 * @param value anything
 * @param longest characters to keep
 * @returns Markdown, fit for a table's cell, that shows the text as it is: an entity is never structure
 */
export function text(value: string, longest = 500): string {
  return oneLine(value, longest)
    .replace(ANYWHERE, entity)
    .replace(LINKS, (match) => `${match.slice(0, -1)}${entity(match.slice(-1))}`)
    .replace(AT_THE_START, (match) => `${match.slice(0, -1)}${entity(match.slice(-1))}`);
}

/** As `text`, in fixed width. */
export function code(value: string, longest = 500): string {
  return `<code>${text(value, longest)}</code>`;
}

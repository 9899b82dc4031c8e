/** GitHub Markdown from text that nobody vouches for. Pure. */

/** Rows of a table beyond which it is cut short. */
const MAX_ROWS = 200;
/** Bytes of a report: a comment on a pull request holds 65,536 characters. */
export const REPORT_MAX_BYTES = 60_000;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Reports go into comments that anybody may read, so account ids are blanked: numbers of exactly
 * 12 digits.
 */
export function redact(raw: string): string {
  return raw.replace(/(?<!\d)\d{12}(?!\d)/g, '************');
}

/** @returns the text on one line, with nothing in it that Markdown or HTML would act on */
export function text(raw = ''): string {
  return redact(raw)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)
    .replace(/[\\`*_[\]|~#@]/g, (sign) => `&#${sign.codePointAt(0)};`);
}

/** @returns the text as code, empty for none */
export function code(raw = ''): string {
  return raw === '' ? '' : `<code>${text(raw)}</code>`;
}

export function bold(markdown: string): string {
  return `**${markdown}**`;
}

/**
 * @param rows cells that are Markdown already, without line breaks
 * @returns a table, empty if there is no row, cut short with a last line that says so
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const shown = rows.slice(0, MAX_ROWS).map(line);
  const rest = rows.length - shown.length;
  const more = rest > 0 ? [`\n… and ${rest} more.`] : [];
  return [line(head), line(head.map(() => '---')), ...shown, ...more].join('\n');
}

/** @returns the Markdown cut at the end of a line so that it has at most so many bytes */
export function cut(markdown: string, maxBytes = REPORT_MAX_BYTES): string {
  if (Buffer.byteLength(markdown) <= maxBytes) return markdown;
  const notice = '\n\n… cut here: the rest is in the log of the step.\n';
  const room = maxBytes - Buffer.byteLength(notice);
  const kept = Buffer.from(markdown).subarray(0, room).toString('utf8');
  return kept.slice(0, kept.lastIndexOf('\n')) + notice;
}

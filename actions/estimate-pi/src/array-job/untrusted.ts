/**
 * Text that a job wrote. The runner takes a line that begins with `::` (or holds `##[`) for a command, and
 * its reader ends lines at a carriage return as well.
 */

/** Control characters, and the separators that some readers take for the end of a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
/** Colours and cursor movements of a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
const ESCAPES = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;

/**
 * @param text anything
 * @param longest characters to keep
 * @returns one line without control characters
 */
export function oneLine(text: string, longest = 2_000): string {
  const line = text.replace(ESCAPES, '').replace(CONTROL, ' ').trimEnd();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/**
 * @param text anything
 * @returns one line that a runner prints and does not obey
 */
export function disarm(text: string): string {
  const line = oneLine(text).replaceAll('##[', '# #[');
  return /^\s*::/.test(line) ? `|${line}` : line;
}

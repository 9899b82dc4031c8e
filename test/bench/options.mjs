/** What `npm run bench` was asked for. Plain JavaScript: it is read before anything is installed. */
import { appendFileSync } from 'node:fs';

export const PARTS = /** @type {const} */ (['kernel', 'children', 'summarize', 'demo']);

export const USAGE = `usage: npm run bench [-- PART... [--json FILE]]
parts: ${PARTS.join(', ')}; all of them by default
--json FILE  write the rows and ratios there, too`;

/** @typedef {(typeof PARTS)[number]} Part */

/**
 * @param {readonly string[]} args what came after the program's name
 * @returns {{ parts: readonly Part[], json?: string } | 'help'}
 * @throws {Error} with what is wrong, in one line
 */
export function parseOptions(args) {
  if (args.includes('--help')) return 'help';
  const at = args.indexOf('--json');
  const json = args[at + 1];
  const named = at < 0 ? args : args.toSpliced(at, 2);
  const unknown = named.find((name) => !PARTS.some((part) => part === name));
  if (at >= 0 && (json === undefined || json.startsWith('--'))) {
    throw new Error('--json needs the name of a file');
  }
  if (unknown !== undefined) throw new Error(`there is no part ${unknown}`);
  const parts = PARTS.filter((part) => named.length === 0 || named.includes(part));
  return at < 0 ? { parts } : { parts, json };
}

/**
 * The options of this process. Ends it where they are wrong or ask for help; a file that cannot be
 * written is found out now and not after half an hour.
 */
export function readOptions() {
  try {
    const options = parseOptions(process.argv.slice(2));
    if (options === 'help') {
      process.stdout.write(`${USAGE}\n`);
      process.exit(0);
    }
    if (options.json !== undefined) appendFileSync(options.json, '');
    return options;
  } catch (error) {
    process.stderr.write(`bench: ${error.message}\n${USAGE}\n`);
    process.exit(64);
  }
}

/**
 * `npm run bench [-- PART... [--json FILE]]`: runs the named parts, or all of them, and reports.
 */
import { writeFileSync } from 'node:fs';
import { children } from './children.ts';
import { demo } from './demo.ts';
import { kernel } from './kernel.ts';
import { describe, machine } from './machine.ts';
import { number, type Report, type Row, table } from './row.ts';
import { summarizing } from './summarizing.ts';

const PARTS: Readonly<Record<string, () => Promise<Report>>> = {
  kernel,
  children,
  summarize: summarizing,
  demo,
};

const USAGE = `usage: npm run bench [-- PART... [--json FILE]]
parts: ${Object.keys(PARTS).join(', ')}; all of them by default
--json FILE  write the rows and ratios there, too`;

const say = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);

function refuse(why: string): never {
  process.stderr.write(`bench: ${why}\n${USAGE}\n`);
  process.exit(64);
}

function options(args: readonly string[]): { parts: string[]; json: string | undefined } {
  const parts: string[] = [];
  let json: string | undefined;
  for (const [i, arg] of args.entries()) {
    if (arg === '--help') {
      say(USAGE);
      process.exit(0);
    }
    if (args[i - 1] === '--json') json = arg;
    else if (arg === '--json') {
      if (args[i + 1] === undefined) refuse('--json needs the name of a file');
    } else if (arg in PARTS) parts.push(arg);
    else refuse(`there is no part ${arg}`);
  }
  return { parts: parts.length > 0 ? parts : Object.keys(PARTS), json };
}

const { parts, json } = options(process.argv.slice(2));
const on = machine();
const date = new Date().toISOString().slice(0, 10);
say(...describe(on), '');
const rows: Row[] = [];
const ratios: Record<string, number> = {};
for (const part of parts) {
  const report = (await PARTS[part]?.()) ?? { rows: [], ratios: {}, lines: [] };
  say(part, ...table(report.rows), ...report.lines, '');
  rows.push(...report.rows);
  Object.assign(ratios, report.ratios);
}
for (const [name, value] of Object.entries(ratios)) say(` ${name.padEnd(18)} ${number(value)}`);
if (json !== undefined) {
  writeFileSync(json, `${JSON.stringify({ date, machine: on, rows, ratios }, null, 2)}\n`);
}

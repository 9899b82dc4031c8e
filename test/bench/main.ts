/**
 * `npm run bench [-- PART... [--json FILE]]`: runs the named parts, or all of them, and reports.
 */
import { writeFileSync } from 'node:fs';
import { children } from './children.ts';
import { demo } from './demo.ts';
import { kernel } from './kernel.ts';
import { describe, machine } from './machine.ts';
import { type PARTS, readOptions } from './options.mjs';
import { number, type Report, type Row, table } from './row.ts';
import { summarizing } from './summarizing.ts';

const RUN: Readonly<Record<(typeof PARTS)[number], () => Promise<Report>>> = {
  kernel,
  children,
  summarize: summarizing,
  demo,
};

const say = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);

const { parts, json } = readOptions();
const on = machine();
const date = new Date().toISOString().slice(0, 10);
say(...describe(on), '');
const rows: Row[] = [];
const ratios: Record<string, number> = {};
for (const part of parts) {
  const report = await RUN[part]();
  say(part, ...table(report.rows), ...report.lines, '');
  rows.push(...report.rows);
  Object.assign(ratios, report.ratios);
}
for (const [name, value] of Object.entries(ratios)) say(` ${name.padEnd(18)} ${number(value)}`);
if (json !== undefined) {
  writeFileSync(json, `${JSON.stringify({ date, machine: on, rows, ratios }, null, 2)}\n`);
}

/** The contract and what became of it, endpoint by endpoint, as Markdown. */
import { asExpected, expectation, type Held, type Outcome } from './hold.ts';
import type { Question } from './questions.ts';
import type { WorldName } from './world.ts';

type Columns = ReadonlyMap<WorldName, Held>;

const line = (...cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;

/** Behaviours by line, worlds by column; how many each holds; what was asked, and the answers. */
export function table(columns: Columns, questions: readonly Question[]): string {
  const worlds = [...columns.keys()];
  const all = [...columns.values()];
  const rule = (count: number) => `|${'---|'.repeat(count)}`;
  return [
    line('', 'AWS', ...worlds),
    rule(worlds.length + 2),
    ...(all[0]?.outcomes ?? []).map(({ behaviour: { area, says } }, at) =>
      line(area, says, ...[...columns].map(([world, held]) => cell(world, held.outcomes[at]))),
    ),
    '',
    line('Not confirmed of AWS, and not relied upon', ...worlds),
    rule(worlds.length + 1),
    ...questions.map(({ asks }, at) => line(asks, ...all.map(({ answers }) => answers[at] ?? ''))),
    '',
    ...[...columns].map(([world, { where, outcomes }]) => `${count(world, outcomes)}: ${where}`),
    '',
  ].join('\n');
}

function cell(world: WorldName, outcome: Outcome | undefined): string {
  if (outcome === undefined) return '';
  if (outcome.otherwise === undefined) return '✓';
  const known = asExpected(outcome, world) ? expectation(outcome.behaviour, world) : undefined;
  return `✗ ${known?.says ?? outcome.otherwise}`;
}

function count(world: WorldName, outcomes: readonly Outcome[]): string {
  const held = outcomes.filter(({ otherwise }) => otherwise === undefined).length;
  return `${world} holds ${held} of ${outcomes.length}`;
}

/** One row of the table of faults, and what must hold after every one of them. */
import { expect } from '@jest/globals';
import { isArray, isOver, type Outcome, type Scene, Theatre } from './scene.ts';

export interface Case {
  readonly name: string;
  readonly scene: Scene;
  /** A second step on the same stage, which is then the one that counts. */
  readonly again?: (theatre: Theatre, first: Outcome) => Promise<Outcome>;
  readonly exitCode: 0 | 1;
  /** What the last line of the log says. */
  readonly last: RegExp;
  /** How many array jobs (or plain ones in their place) there are in the end; 1 by default. */
  readonly arrays?: number;
  /** Whether the run goes on by intention. */
  readonly goesOn?: boolean;
  /** What else must hold. */
  readonly also?: (outcome: Outcome) => void;
}

/** Runs a row's step, or its two steps. */
export async function play({ scene, again }: Case): Promise<Outcome> {
  const theatre = await new Theatre(scene).open();
  try {
    const first = await theatre.step();
    return again === undefined ? first : await again(theatre, first);
  } finally {
    await theatre.close();
  }
}

/** Undoes the escaping of a workflow command. */
export const plain = (line: string): string =>
  line.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');

/** Whatever happens: nothing runs on, no queue is left, and the person is told. */
export function verify(row: Case, outcome: Outcome): void {
  const { goesOn = false, arrays = 1 } = row;
  const last = plain(outcome.lines.at(-1) ?? '');
  expect(last).toMatch(row.last);
  expect(outcome.exitCode).toBe(row.exitCode);
  expect(last.startsWith(row.exitCode === 0 ? '::notice' : '::error')).toBe(true);
  expect(outcome.jobs.filter(isArray)).toHaveLength(arrays);
  if (!goesOn) {
    expect(outcome.jobs.filter((job) => !isOver(job))).toEqual([]);
    expect(outcome.queues).toEqual([]);
  }
  expect(outcome.page).toMatch(/^## \S+ \S/);
  row.also?.(outcome);
}

/** One line for the person who runs the table. */
export function report(row: Case, outcome: Outcome): string {
  const last = plain(outcome.lines.at(-1) ?? '').replace(/^::\w+::/, '');
  const calls = [...outcome.calls.values()].reduce((sum, count) => sum + count, 0);
  const cells = [
    row.name.padEnd(52),
    `exit ${outcome.exitCode}`,
    `${outcome.jobs.length} jobs`,
    `${String(calls).padStart(4)} calls`,
    `${(outcome.tookMs / 1000).toFixed(0).padStart(4)} s`,
    last.split('\n')[0],
  ];
  return `  ${cells.join('  ')}`;
}

/** Holds a world against the contract, and writes down what came of it. */
import type { Behaviour, World, WorldName } from './world.ts';

/** Containers start side by side, but not all at once on a small machine. */
const AT_ONCE = 4;

/** What comes of a behaviour whose check would do harm. */
export const NOT_ASKED = 'not asked';

export interface Outcome {
  readonly behaviour: Behaviour;
  /** Absent when the world does as AWS does. */
  readonly otherwise?: string;
}

/** Checks every behaviour; never rejects for one that fails. @returns the outcomes in order */
export async function hold(world: World, behaviours: readonly Behaviour[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...behaviours.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, behaviour] = next;
      outcomes[at] = await outcome(world, behaviour);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcomes;
}

async function outcome(world: World, behaviour: Behaviour): Promise<Outcome> {
  const known = expectation(behaviour, world.name);
  if (known && known.fails === undefined) return { behaviour, otherwise: NOT_ASKED };
  try {
    await behaviour.check(world);
    return { behaviour };
  } catch (error) {
    return { behaviour, otherwise: error instanceof Error ? error.message : String(error) };
  }
}

/** A difference that is known and still there, or nothing to expect but AWS's behaviour. */
export function expectation(behaviour: Behaviour, world: WorldName) {
  return world === 'moto' ? behaviour.moto : undefined;
}

/** Behaviours by line, worlds by column, and how many each of them holds. */
export function table(columns: ReadonlyMap<WorldName, readonly Outcome[]>): string {
  const worlds = [...columns.keys()];
  const behaviours = [...columns.values()][0]?.map(({ behaviour }) => behaviour) ?? [];
  const cell = (world: WorldName, at: number) => {
    const { otherwise, behaviour } = columns.get(world)?.[at] ?? {};
    if (otherwise === undefined) return '✓';
    const known = behaviour && expectation(behaviour, world);
    return `✗ ${(known?.says ?? otherwise).replaceAll('|', '\\|')}`;
  };
  const held = worlds.map((world) => {
    const outcomes = columns.get(world) ?? [];
    const count = outcomes.filter(({ otherwise }) => otherwise === undefined).length;
    return `${world} holds ${count} of ${outcomes.length}`;
  });
  return [
    `| | AWS | ${worlds.join(' | ')} |`,
    `|---|---|${worlds.map(() => '---').join('|')}|`,
    ...behaviours.map(
      ({ area, says }, at) =>
        `| ${area} | ${says} | ${worlds.map((world) => cell(world, at)).join(' | ')} |`,
    ),
    '',
    held.join(', '),
    '',
  ].join('\n');
}

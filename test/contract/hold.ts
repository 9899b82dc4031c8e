/** Holds a world against the contract, and writes down what came of it. */
import { sideBySide } from '../support/side-by-side.ts';
import type { Question } from './questions.ts';
import type { Behaviour, World, WorldName } from './world.ts';

/** What comes of a behaviour whose check would do harm. */
export const NOT_ASKED = 'not asked';

export interface Outcome {
  readonly behaviour: Behaviour;
  /** Absent when the world does as AWS does. */
  readonly otherwise?: string;
}

export interface Held {
  readonly where: string;
  /** In the order of the behaviours. */
  readonly outcomes: readonly Outcome[];
  /** In the order of the questions; an error's message where there is no answer. */
  readonly answers: readonly string[];
}

/** Checks every behaviour and asks every question; never rejects for one that fails. */
export async function hold(
  world: World,
  behaviours: readonly Behaviour[],
  questions: readonly Question[],
): Promise<Held> {
  const outcomes: Outcome[] = [];
  const answers: string[] = [];
  const checks = behaviours.map((behaviour, at) => async () => {
    outcomes[at] = await outcome(world, behaviour);
  });
  const asking = questions.map((question, at) => async () => {
    answers[at] = await question.answer(world).catch((error) => `no answer: ${messageOf(error)}`);
  });
  await sideBySide([...checks, ...asking], world.atOnce);
  return { where: world.where, outcomes, answers };
}

async function outcome(world: World, behaviour: Behaviour): Promise<Outcome> {
  const known = expectation(behaviour, world.name);
  if (known && known.fails === undefined) return { behaviour, otherwise: NOT_ASKED };
  try {
    await behaviour.check(world);
    return { behaviour };
  } catch (error) {
    return { behaviour, otherwise: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A difference that is known and still there, or nothing to expect but AWS's behaviour. */
export function expectation(behaviour: Behaviour, world: WorldName) {
  return world === 'moto' ? behaviour.moto : undefined;
}

/** Whether an outcome is what is expected of this world: AWS's behaviour, or the known difference. */
export function asExpected({ behaviour, otherwise }: Outcome, world: WorldName): boolean {
  const known = expectation(behaviour, world);
  if (known === undefined) return otherwise === undefined;
  return otherwise?.includes(known.fails ?? NOT_ASKED) ?? false;
}

/** Sees the step through, and sees to it that it ends when somebody wants it to. */
import type { ActionResult, RunningAction } from './action.ts';

/** How long the step may take to terminate its jobs; after Ctrl-C all is to be over within 2 s. */
const GRACE_MS = 1000;

/** How the person at the keyboard ends a run. */
export interface Stop {
  /** Aborted by the first Ctrl-C. */
  readonly interruption: AbortSignal;
  /** Aborted by a second one: at once, please. */
  readonly hurry: AbortSignal;
}

/** The step's result; an interruption is passed on, and enforced when it is not obeyed. */
export async function supervise(
  action: RunningAction,
  { interruption, hurry }: Stop,
): Promise<ActionResult> {
  let enforce: NodeJS.Timeout | undefined;
  interruption.addEventListener('abort', () => {
    action.interrupt();
    enforce = setTimeout(() => action.abandon(), GRACE_MS);
  });
  hurry.addEventListener('abort', () => action.abandon());
  return await action.ended.finally(() => clearTimeout(enforce));
}

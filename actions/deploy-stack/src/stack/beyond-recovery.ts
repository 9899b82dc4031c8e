/** Stacks that only a person can bring back. */
import { Failure } from '../failure.ts';
import type { Stack } from './stack.ts';

/** What to say of a stack in which no command gets anything done, for example UPDATE_FAILED. */
export function beyondRecovery({ name, status, statusReason }: Stack): Failure {
  return new Failure(
    `${name} is ${status}, and takes no change: ${statusReason || 'no reason given'}`,
    `Bring it into a *_COMPLETE status by hand, for example by aws cloudformation rollback-stack --stack-name ${name}, or delete it.`,
  );
}

/** Which of the events of a failed operation tell why it failed. */
import type { StackEvent } from '@aws-sdk/client-cloudformation';

/** What failed only because something else had failed, or says no more than that something has. */
const NOISE = /cancell?ed|^The following resource\(s\) failed|^Resource creation Initiated$/i;

/** The stack's own events only sum up those of its resources. */
function isOfStackItself(event: StackEvent): boolean {
  return event.PhysicalResourceId !== undefined && event.PhysicalResourceId === event.StackId;
}

/** A rollback without a failed resource gives its reason here: an export in use, a person. */
function isOwnReason(event: StackEvent): boolean {
  const isTurn = /ROLLBACK_IN_PROGRESS$|_FAILED$/.test(event.ResourceStatus ?? '');
  const reason = event.ResourceStatusReason ?? '';
  return isOfStackItself(event) && isTurn && reason !== '' && !NOISE.test(reason);
}

/**
 * @param events of one stack, in any order
 * @param token of our request; events of another operation do not count
 * @returns the failures that are nobody's consequence, first in time first: the first is the cause.
 *   If all of them look like consequences, what the stack itself gives as its reason, or else all
 */
export function rankFailures(events: readonly StackEvent[], token?: string): readonly StackEvent[] {
  const failed = events
    .filter((event) => event.ResourceStatus?.endsWith('_FAILED') && !isOfStackItself(event))
    .filter((event) => {
      const of = event.ClientRequestToken;
      return token === undefined || of === undefined || of === token;
    })
    .sort((a, b) => (a.Timestamp?.getTime() ?? 0) - (b.Timestamp?.getTime() ?? 0));
  const causes = failed.filter((event) => !NOISE.test(event.ResourceStatusReason ?? ''));
  if (causes.length > 0) return causes;
  const own = events.filter(isOwnReason);
  return own.length > 0 ? own : failed;
}

/** What to do, by words in the reason; the first match counts. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /not authorized|access ?denied|UnauthorizedOperation|permissions? boundary/i,
    'The role that CloudFormation assumes may not do this: allow it in the template of that role, deploy that, and run this again.',
  ],
  [
    /already exists/i,
    'Something outside this stack has that name: delete or rename it, or deploy with another name prefix.',
  ],
  [
    /limit exceeded|quota|maximum number/i,
    'A quota of the account is reached: delete what is no longer used, or ask for more under Service Quotas.',
  ],
  [
    /still in use|has dependenc|DependencyViolation|dependent object|being used|is in use/i,
    'Something outside this stack still uses it: the reason names it. Remove that, and run this again.',
  ],
  [
    /manifest|image .*not found|does not match the architecture/i,
    'The image cannot be used: see that its digest is in the registry and made for the architecture that the stack has.',
  ],
  [
    /invalid|not valid|malformed|validation|does not match|unsupported|required key/i,
    'A property or parameter has a value that the service refuses: correct it in the template or in the input parameters.',
  ],
];

/** @returns what to do about a failure with this reason */
export function adviceFor(reason: string): string {
  const found = ADVICE.find(([pattern]) => pattern.test(reason));
  return found?.[1] ?? 'Put right what the reason says, and run this again.';
}

/** @returns for example `Queue (AWS::Batch::JobQueue) CREATE_FAILED: reason` */
export function failureLine(event: StackEvent): string {
  const resource = `${event.LogicalResourceId} (${event.ResourceType})`;
  return `${resource} ${event.ResourceStatus}: ${event.ResourceStatusReason ?? 'no reason given'}`;
}

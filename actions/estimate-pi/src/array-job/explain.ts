/** Faults in words that a person can act on. */
import type { Ending } from './ending.ts';
import { CallFault, Explained, messageOf, Stop } from './fault.ts';

const CREDENTIALS =
  'Put aws-actions/configure-aws-credentials before this step, with the run role of cloudformation/bootstrap.yaml.';

/** @returns the end of a run that this error broke: what happened, and what to do */
export function failed(error: unknown): Ending {
  if (error instanceof Stop) return { ...ending(error.message, error.remedy), kind: error.kind };
  if (error instanceof Explained) return ending(error.message, error.remedy);
  if (!(error instanceof CallFault)) return ending(messageOf(error));
  if (/Region is missing/.test(error.message)) {
    return ending('No AWS region is set: AWS_REGION is missing', CREDENTIALS);
  }
  switch (error.kind) {
    case 'expired':
      return ending(`AWS does not accept the credentials: ${error.message}`, CREDENTIALS);
    case 'denied':
      return ending(error.message, `The role of this step needs the permission ${error.call}.`);
    case 'throttled':
    case 'uncertain':
      return ending(
        `AWS did not answer for minutes: ${error.message}`,
        'Run the step again. If it lasts, look at the service health of the region.',
      );
    default:
      return ending(error.message);
  }
}

function ending(cause: string, remedy?: string): Ending {
  return remedy === undefined ? { kind: 'failed', cause } : { kind: 'failed', cause, remedy };
}

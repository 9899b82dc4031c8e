/** What to do about children that failed. Pure. */
import { diagnose } from './diagnose.ts';

const TEMPLATE = 'cloudformation/pi.yaml';

/** Of a cause as `causeOf` words it; the first that fits. */
const REMEDIES: readonly (readonly [cause: RegExp, remedy: string])[] = [
  [/^exit code 64\b/, 'Set right the parameter that the last log lines name.'],
  [/OutOfMemory|^exit code 137\b/, `Give the job definition more MEMORY in ${TEMPLATE}.`],
  [
    /CannotPullContainer/,
    'The instances could not pull the image: look at their way out to the registry, and at the rights of the execution role.',
  ],
  [
    /^Host EC2/,
    'Spot took the instances more often than the job definition tries again. Run it again; the same seed gives the same results.',
  ],
  [
    /duration exceeded timeout/,
    `Give each child less to do, or raise AttemptDurationSeconds of the job definition in ${TEMPLATE}.`,
  ],
];
/** Batch takes jobs that cannot start out of the line, with the reason for which they could not. */
const TAKEN_OUT = /(?:MISCONFIGURATION|CAPACITY):\w+/;

/** @param cause why most of them failed */
export function remedyFor(cause: string): string {
  const reason = TAKEN_OUT.exec(cause)?.[0];
  if (reason !== undefined) return diagnose({ statusReasons: [reason], unread: [] }).remedy;
  return (
    REMEDIES.find(([known]) => known.test(cause))?.[1] ??
    'Look at the last log lines of a few of them, in the step log and in the job summary.'
  );
}

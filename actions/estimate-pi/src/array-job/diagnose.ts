/** Why a run does not move, in words, from what is known. Pure. */
import { type Diagnosis, stuck } from './diagnosis.ts';
import type { EnvironmentState, Facts } from './facts.ts';
import { belowQuota, noCapacity, noInstance, noWayOut } from './instances.ts';

const TEMPLATE = 'cloudformation/pi.yaml';

type Rule = (facts: Facts) => Diagnosis | undefined;

/** The first rule that knows is right: what Batch says itself, then what is broken, then what is likely. */
const RULES: readonly Rule[] = [
  misconfigured,
  queueIsOff,
  belowQuota,
  environmentIsOff,
  noCapacity,
  notItsTurn,
  noWayOut,
  noInstance,
];

/** @returns always something: without any fact, that there is none */
export function diagnose(facts: Facts): Diagnosis {
  for (const rule of RULES) {
    const diagnosis = rule(facts);
    if (diagnosis !== undefined) return withUnread(diagnosis, facts);
  }
  const reason = facts.statusReasons[0];
  const said = reason === undefined ? 'gives no reason' : `says only: ${reason}`;
  return withUnread(
    stuck(
      `Nothing can start, and Batch ${said}`,
      "Look at the compute environment in the Batch console, and at its Auto Scaling group's activity in the EC2 console.",
    ),
    facts,
  );
}

function withUnread(diagnosis: Diagnosis, { unread }: Facts): Diagnosis {
  if (unread.length === 0) return diagnosis;
  return { ...diagnosis, remedy: `${diagnosis.remedy} (Not read: ${unread.join(', ')}.)` };
}

/** Reasons of the form `MISCONFIGURATION:NAME - text`. Source: AWS Batch User Guide, Jobs stuck in a RUNNABLE status. */
function misconfigured({ statusReasons, environments }: Facts): Diagnosis | undefined {
  const reason = statusReasons.find((text) => text.startsWith('MISCONFIGURATION:'));
  if (reason === undefined) return undefined;
  const [, name = ''] = /^MISCONFIGURATION:(\w+)/.exec(reason) ?? [];
  const known = (fact: string | number | undefined) => (fact ? ` (${fact})` : '');
  switch (name) {
    case 'JOB_RESOURCE_REQUIREMENT':
      return stuck(
        `The job asks for more vCPU or memory than any instance type of the compute environment has${known(environments?.flatMap(({ instanceTypes }) => instanceTypes).join(', '))}`,
        `Lower the ResourceRequirements of the job definitions in ${TEMPLATE}, or give the compute environment larger instance types.`,
      );
    case 'COMPUTE_ENVIRONMENT_MAX_RESOURCE':
      return stuck(
        `The job asks for more vCPUs than the compute environment's maximum${known(environments?.[0]?.maxvCpus)}`,
        `Deploy the stack with a higher MaxvCpus, or lower the ResourceRequirements of the job definitions in ${TEMPLATE}.`,
      );
    case 'SERVICE_ROLE_PERMISSIONS':
      return stuck(
        "Batch's service role lacks permissions that the compute environment needs",
        'The service-linked role AWSServiceRoleForBatch must exist and not be restricted, for example by a service control policy.',
      );
    default:
      return stuck(`Batch reports a misconfiguration: ${reason}`, `Set it right in ${TEMPLATE}.`);
  }
}

/** @returns undefined when the queue takes jobs, or nothing is known of it */
export function queueIsOff({ queue }: Facts): Diagnosis | undefined {
  if (queue === undefined || (queue.enabled && queue.valid)) return undefined;
  const why = queue.statusReason ? `: ${queue.statusReason}` : '';
  return queue.enabled
    ? stuck(`The job queue ${queue.name} is INVALID${why}`, `Deploy ${TEMPLATE} again.`)
    : stuck(
        `The job queue ${queue.name} is DISABLED: it takes no jobs`,
        `Enable it: aws batch update-job-queue --job-queue ${queue.name} --state ENABLED`,
      );
}

function environmentIsOff({ environments }: Facts): Diagnosis | undefined {
  if (environments === undefined || environments.length === 0) return undefined;
  // One that works is enough.
  if (environments.some(({ enabled, valid }) => enabled && valid)) return undefined;
  const invalid = environments.find(({ valid }) => !valid);
  if (invalid !== undefined) return invalidEnvironment(invalid);
  const name = environments[0]?.name;
  return stuck(
    `The compute environment ${name} is DISABLED: it starts no instances`,
    `Enable it: aws batch update-compute-environment --compute-environment ${name} --state ENABLED`,
  );
}

function invalidEnvironment({
  name,
  statusReason = 'no reason given',
}: EnvironmentState): Diagnosis {
  return stuck(
    `The compute environment ${name} is INVALID: ${statusReason}`,
    `Set right what it names (a role, a subnet, a security group, a launch template) and deploy ${TEMPLATE} again.`,
  );
}

function notItsTurn({ ahead }: Facts): Diagnosis | undefined {
  if (ahead === undefined || ahead === 0) return undefined;
  return {
    cause: `${ahead === 1 ? 'Another job is' : `${ahead} other jobs are`} ahead in the queue`,
    remedy: 'It is only a matter of time; a higher MaxvCpus makes it shorter.',
    waiting: true,
  };
}

/** Who this job is, from the environment that Batch gives every container. */
import { InputFault } from './fault.ts';
import { MAX_ARRAY_SIZE } from './result.ts';
import type { Child } from './simulation.ts';
import { oneLine } from './text.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a job id looks like; Batch's are UUIDs, but nothing here depends on that. */
const JOB_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/;

/**
 * The child that this process is. A plain job, which has neither index nor size, is child 0 of 1.
 *
 * @throws {InputFault} when the variables are absent or contradict each other
 */
export function identify(environment: Environment): Child {
  const jobId = variable(environment, 'AWS_BATCH_JOB_ID');
  const attempt = count(environment, 'AWS_BATCH_JOB_ATTEMPT', 1);
  const [arrayJobId = '', idIndex, ...more] = jobId.split(':');
  if (!JOB_ID.test(arrayJobId) || more.length > 0) {
    throw new InputFault(`AWS_BATCH_JOB_ID is ${show(jobId)}, which is no job id`);
  }
  if (idIndex === undefined && environment['AWS_BATCH_JOB_ARRAY_INDEX'] === undefined) {
    return { arrayJobId, index: 0, size: 1, attempt };
  }
  const index = count(environment, 'AWS_BATCH_JOB_ARRAY_INDEX', 0);
  const size = count(environment, 'AWS_BATCH_JOB_ARRAY_SIZE', 2);
  if (idIndex !== String(index)) {
    throw new InputFault(
      `AWS_BATCH_JOB_ID is ${show(jobId)} but AWS_BATCH_JOB_ARRAY_INDEX is ${index}: they must agree`,
    );
  }
  if (index >= size || size > MAX_ARRAY_SIZE) {
    throw new InputFault(
      `child ${index} of ${size} cannot be: an array has at most ${MAX_ARRAY_SIZE} children, counted from 0`,
    );
  }
  return { arrayJobId, index, size, attempt };
}

/**
 * Checks an array job's id that a person gave.
 *
 * @throws {InputFault} when it is not the id of a whole array job
 */
export function arrayJobId(text: string): string {
  if (JOB_ID.test(text)) return text;
  const child = /^([^:]+):\d+$/.exec(text)?.[1];
  const hint = child
    ? `that is one of its children; give ${show(child)}`
    : 'copy it from SubmitJob';
  throw new InputFault(`--array-job is ${show(text)}, which is no array job's id: ${hint}`);
}

/**
 * The value of an environment variable that must be there.
 *
 * @throws {InputFault} naming it
 */
export function variable(environment: Environment, name: string): string {
  const value = environment[name];
  if (value) return value;
  const whose = name.startsWith('AWS_BATCH_')
    ? 'AWS Batch sets it in every job, so run this as one'
    : "the job definition's environment must set it";
  throw new InputFault(`${name} is not set: ${whose}`);
}

function count(environment: Environment, name: string, least: number): number {
  const text = variable(environment, name);
  const value = /^(0|[1-9]\d{0,8})$/.test(text) ? Number(text) : -1;
  if (value >= least) return value;
  throw new InputFault(`${name} is ${show(text)}, which is no whole number from ${least}`);
}

const show = (text: string) => JSON.stringify(oneLine(text, 100));

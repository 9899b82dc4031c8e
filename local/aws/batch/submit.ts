/** SubmitJob: checks what Batch checks, and merges the definition with the submission's overrides. */
import * as v from 'valibot';
import { AwsError } from '../error.ts';
import type { Condition } from '../health.ts';
import type { JobSpec, NameValue } from './model.ts';
import type { BatchResources, JobDefinition } from './resources.ts';

const text = v.pipe(v.string(), v.minLength(1, 'must not be empty'));
const whole = (min: number, max: number) =>
  v.pipe(
    v.number(),
    v.check(
      (value) => Number.isInteger(value) && value >= min && value <= max,
      `must be an integer from ${min} to ${max}`,
    ),
  );
const environment = v.pipe(
  v.array(v.strictObject({ name: text, value: v.string() })),
  v.check(
    (all) => !all.some(({ name }) => name.startsWith('AWS_BATCH')),
    'Environment variables must not start with AWS_BATCH',
  ),
);
const exitRule = v.strictObject({
  action: v.pipe(
    v.string(),
    v.transform((action) => action.toUpperCase()),
    v.picklist(['RETRY', 'EXIT']),
  ),
  onExitCode: v.optional(v.pipe(v.string(), v.regex(/^[0-9]*\*?$/))),
  onReason: v.optional(v.string()),
  onStatusReason: v.optional(v.string()),
});

/** Also what a job definition's RetryStrategy must be. */
export const retryStrategy = v.strictObject({
  attempts: v.optional(whole(1, 10), 1),
  evaluateOnExit: v.optional(v.pipe(v.array(exitRule), v.maxLength(5)), []),
});

/** Also what a job definition's Timeout must be. */
export const timeout = v.strictObject({ attemptDurationSeconds: whole(60, 2 ** 31 - 1) });

const jobNames = v.regex(
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/,
  'must be 1 to 128 letters, digits, - and _, and begin with a letter or digit',
);

export const submission = {
  jobName: v.pipe(v.string(), jobNames),
  jobQueue: text,
  jobDefinition: text,
  arrayProperties: v.optional(v.strictObject({ size: v.optional(whole(2, 10_000)) })),
  dependsOn: v.optional(v.pipe(v.array(v.strictObject({ jobId: text })), v.maxLength(20)), []),
  parameters: v.optional(v.record(v.string(), v.string()), {}),
  containerOverrides: v.optional(
    v.strictObject({ command: v.optional(v.array(text)), environment: v.optional(environment) }),
    {},
  ),
  retryStrategy: v.optional(retryStrategy),
  timeout: v.optional(timeout),
  tags: v.optional(v.record(v.string(), v.string()), {}),
  propagateTags: v.optional(v.boolean()),
};

export type Submission = v.InferOutput<v.StrictObjectSchema<typeof submission, undefined>>;

/**
 * What a checked submission runs.
 *
 * @param condition what is wrong with the queue
 * @param exists whether there is a job of this id
 * @throws {AwsError} ClientException, when it names a queue, definition or job that there is not
 */
export function specify(
  input: Submission,
  resources: BatchResources,
  condition: Condition | undefined,
  exists: (jobId: string) => boolean,
): JobSpec {
  const queue = resources.queue(input.jobQueue);
  if (!queue) throw clientError(`JobQueue ${input.jobQueue} not found`);
  const { state } = { ...queue, ...condition };
  if (state !== 'ENABLED') throw clientError(`JobQueue ${input.jobQueue} is ${state}`);
  const definition = resources.definition(input.jobDefinition);
  if (!definition) throw clientError(`JobDefinition ${input.jobDefinition} not found`);
  const missing = input.dependsOn.find(({ jobId }) => !exists(jobId));
  if (missing) throw clientError(`Job ${missing.jobId} of dependsOn not found`);
  return merge(input, definition, queue.arn);
}

function merge(input: Submission, definition: JobDefinition, queueArn: string): JobSpec {
  const { containerOverrides: overrides } = input;
  const { arn, revision, status, tags, ...rest } = definition;
  const parameters = { ...definition.parameters, ...input.parameters };
  return {
    ...rest,
    name: input.jobName,
    queueArn,
    definitionArn: arn,
    command: substitute(overrides.command ?? definition.command, parameters),
    environment: overlay(definition.environment, overrides.environment ?? []),
    retryStrategy: input.retryStrategy ?? definition.retryStrategy,
    timeoutSeconds: input.timeout?.attemptDurationSeconds ?? definition.timeoutSeconds,
    parameters,
    dependsOn: input.dependsOn.map(({ jobId }) => jobId),
    tags: input.tags,
  };
}

/** Puts parameters in the place of `Ref::name`; one that is not set stays as it is. */
function substitute(
  command: readonly string[],
  parameters: Readonly<Record<string, string>>,
): string[] {
  return command.map((word) => {
    const name = /^Ref::(.+)$/.exec(word)?.[1];
    return name !== undefined && Object.hasOwn(parameters, name)
      ? (parameters[name] ?? word)
      : word;
  });
}

function overlay(under: readonly NameValue[], over: readonly NameValue[]): NameValue[] {
  const values = new Map([...under, ...over].map(({ name, value }) => [name, value]));
  return [...values].map(([name, value]) => ({ name, value }));
}

/** What Batch reports of everything that is wrong with a call. */
export function clientError(message: string): AwsError {
  return new AwsError('ClientException', message);
}

/** `AWS::Batch::JobDefinition` as Batch keeps it. */
import * as v from 'valibot';
import type { JobDefinition } from '../batch/resources.ts';

const text = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));
const positive = v.pipe(
  text,
  v.transform(Number),
  v.check((n) => n > 0, 'must be positive'),
);
const whole = v.pipe(positive, v.integer('must be an integer'));
const texts = v.optional(v.record(v.string(), text), {});

const ExitRule = v.strictObject({
  Action: v.pipe(
    v.string(),
    v.transform((action) => action.toUpperCase()),
    v.picklist(['RETRY', 'EXIT']),
  ),
  OnExitCode: v.optional(text),
  OnReason: v.optional(text),
  OnStatusReason: v.optional(text),
});

const ContainerProperties = v.strictObject({
  Image: v.string(),
  Command: v.optional(v.array(v.pipe(text, v.minLength(1))), []),
  Environment: v.optional(v.array(v.strictObject({ Name: v.string(), Value: text })), []),
  ResourceRequirements: v.array(
    v.strictObject({ Type: v.picklist(['VCPU', 'MEMORY']), Value: positive }),
  ),
  LogConfiguration: v.strictObject({
    LogDriver: v.literal('awslogs', 'the local AWS has the log driver awslogs only'),
    Options: v.record(v.string(), text),
  }),
  User: v.optional(v.string()),
  ReadonlyRootFilesystem: v.optional(v.boolean(), false),
  // Nothing on this machine corresponds to these.
  Privileged: v.optional(v.boolean()),
  JobRoleArn: v.optional(v.string()),
  ExecutionRoleArn: v.optional(v.string()),
  LinuxParameters: v.optional(v.unknown()),
  RuntimePlatform: v.optional(v.unknown()),
});

const Definition = v.strictObject({
  JobDefinitionName: v.optional(v.string()),
  Type: v.literal('container', 'the local AWS runs definitions of type container only'),
  ContainerProperties,
  Parameters: texts,
  RetryStrategy: v.optional(
    v.strictObject({
      Attempts: v.optional(v.pipe(whole, v.maxValue(10)), 1),
      EvaluateOnExit: v.optional(v.pipe(v.array(ExitRule), v.maxLength(5)), []),
    }),
    {},
  ),
  Timeout: v.optional(
    v.strictObject({
      AttemptDurationSeconds: v.pipe(whole, v.minValue(60, 'must be at least 60')),
    }),
  ),
  Tags: texts,
  PropagateTags: v.optional(v.boolean()),
  PlatformCapabilities: v.optional(v.array(v.string())),
  ResourceRetentionPolicy: v.optional(v.unknown()),
});

/**
 * @param generated its name if it gives itself none
 * @throws what the schema says of properties that Batch would refuse or this machine cannot honour
 */
export function jobDefinition(
  properties: Readonly<Record<string, unknown>>,
  generated: string,
): Omit<JobDefinition, 'revision' | 'arn' | 'status'> {
  const input = v.parse(Definition, properties);
  const { ContainerProperties: container, RetryStrategy: retry } = input;
  const { Options: log } = container.LogConfiguration;
  const required = (type: 'VCPU' | 'MEMORY') =>
    container.ResourceRequirements.find((each) => each.Type === type)?.Value ?? 0;
  return {
    name: input.JobDefinitionName ?? generated,
    image: container.Image,
    command: container.Command,
    environment: container.Environment.map(({ Name: name, Value: value }) => ({ name, value })),
    vcpus: required('VCPU'),
    memoryMiB: required('MEMORY'),
    user: container.User,
    readonlyRootFilesystem: container.ReadonlyRootFilesystem,
    retryStrategy: {
      attempts: retry.Attempts,
      evaluateOnExit: retry.EvaluateOnExit.map((rule) => ({
        action: rule.Action,
        onExitCode: rule.OnExitCode,
        onReason: rule.OnReason,
        onStatusReason: rule.OnStatusReason,
      })),
    },
    timeoutSeconds: input.Timeout?.AttemptDurationSeconds,
    parameters: input.Parameters,
    tags: input.Tags,
    logGroup: log['awslogs-group'] ?? '/aws/batch/job',
    logStreamPrefix: log['awslogs-stream-prefix'] ?? input.JobDefinitionName ?? generated,
  };
}

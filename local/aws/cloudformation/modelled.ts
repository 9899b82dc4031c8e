/** Resources that this machine makes for real: Batch's, and log groups. */
import * as v from 'valibot';
import type { Arns } from '../arns.ts';
import type { BatchResources } from '../batch/resources.ts';
import type { LogGroups } from '../logs/groups.ts';
import { jobDefinition } from './job-definition.ts';

export interface Made {
  /** What `Ref` gives. */
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Undoes it. */
  remove(): void;
}

export interface Makers {
  readonly batch: BatchResources;
  readonly logs: LogGroups;
  readonly arns: Arns;
}

type Properties = Readonly<Record<string, unknown>>;
type Make = (properties: Properties, generated: string, makers: Makers) => Made;

const whole = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(Number),
  v.integer('must be an integer'),
);
const state = v.optional(v.picklist(['ENABLED', 'DISABLED']), 'ENABLED');

const LogGroup = v.looseObject({ LogGroupName: v.optional(v.string()) });
const ComputeEnvironment = v.looseObject({
  ComputeEnvironmentName: v.optional(v.string()),
  State: state,
  ComputeResources: v.looseObject({ MaxvCpus: whole }),
});
const JobQueue = v.looseObject({
  JobQueueName: v.optional(v.string()),
  State: state,
  Priority: whole,
  ComputeEnvironmentOrder: v.array(v.looseObject({ ComputeEnvironment: v.string(), Order: whole })),
  JobStateTimeLimitActions: v.optional(v.array(v.record(v.string(), v.unknown())), []),
});

/** By type. @throws what the maker's schema says of properties that it cannot use */
export const MODELLED: Readonly<Record<string, Make>> = {
  'AWS::Logs::LogGroup': (properties, generated, { arns, logs }) => {
    const { LogGroupName: ref = generated } = v.parse(LogGroup, properties);
    logs.create(ref);
    const Arn = arns.of('logs', `log-group:${ref}:*`);
    return { ref, attributes: { Arn }, remove: () => logs.delete(ref) };
  },

  'AWS::Batch::ComputeEnvironment': (properties, generated, { arns, batch }) => {
    const { ComputeEnvironmentName, State, ComputeResources } = v.parse(
      ComputeEnvironment,
      properties,
    );
    const name = ComputeEnvironmentName ?? generated;
    const arn = arns.batch(`compute-environment/${name}`);
    const computeResources = Object.fromEntries(
      Object.entries(ComputeResources).map(([key, value]) => [lowerFirst(key), value]),
    );
    const { MaxvCpus: maxvCpus } = ComputeResources;
    batch.addEnvironment({
      name,
      arn,
      maxvCpus,
      computeResources,
      state: State,
      ...healthy('ComputeEnvironment'),
    });
    const attributes = { ComputeEnvironmentArn: arn };
    return { ref: arn, attributes, remove: () => batch.remove(arn) };
  },

  'AWS::Batch::JobQueue': (properties, generated, { arns, batch }) => {
    const input = v.parse(JobQueue, properties);
    const name = input.JobQueueName ?? generated;
    const arn = arns.batch(`job-queue/${name}`);
    batch.addQueue({
      name,
      arn,
      priority: input.Priority,
      computeEnvironments: input.ComputeEnvironmentOrder.toSorted((a, b) => a.Order - b.Order).map(
        (each) => each.ComputeEnvironment,
      ),
      jobStateTimeLimitActions: input.JobStateTimeLimitActions,
      state: input.State,
      ...healthy('JobQueue'),
    });
    return { ref: arn, attributes: { JobQueueArn: arn }, remove: () => batch.remove(arn) };
  },

  'AWS::Batch::JobDefinition': (properties, generated, { arns, batch }) => {
    const definition = jobDefinition(properties, generated);
    const { arn } = batch.register(definition, (name) => arns.batch(`job-definition/${name}`));
    return { ref: arn, attributes: { JobDefinitionArn: arn }, remove: () => batch.remove(arn) };
  },
};

const healthy = (what: string) => ({ status: 'VALID', statusReason: `${what} Healthy` }) as const;

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

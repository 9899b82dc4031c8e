/** What CloudFormation makes for Batch: compute environments, queues, job definitions. */
import type { JobSpec } from './model.ts';

export interface ComputeEnvironment {
  readonly name: string;
  readonly arn: string;
  readonly maxvCpus: number;
  /** As the template has them, in the API's spelling. */
  readonly computeResources: Readonly<Record<string, unknown>>;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly status: 'VALID';
  readonly statusReason: string;
}

export interface JobQueue {
  readonly name: string;
  readonly arn: string;
  readonly priority: number;
  readonly computeEnvironments: readonly string[];
  readonly jobStateTimeLimitActions: readonly Readonly<Record<string, unknown>>[];
  readonly state: 'ENABLED' | 'DISABLED';
  readonly status: 'VALID';
  readonly statusReason: string;
}

/** What a submission starts from. The command still has its `Ref::name` in it. */
export interface JobDefinition
  extends Omit<JobSpec, 'name' | 'queueArn' | 'definitionArn' | 'dependsOn' | 'tags'> {
  readonly name: string;
  /** From 1. */
  readonly revision: number;
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  status: 'ACTIVE' | 'INACTIVE';
}

export class BatchResources {
  readonly #environments = new Map<string, ComputeEnvironment>();
  readonly #queues = new Map<string, JobQueue>();
  readonly #definitions = new Map<string, JobDefinition[]>();

  get environments(): readonly ComputeEnvironment[] {
    return [...this.#environments.values()];
  }

  get queues(): readonly JobQueue[] {
    return [...this.#queues.values()];
  }

  addEnvironment(environment: ComputeEnvironment): void {
    this.#environments.set(environment.arn, environment);
  }

  addQueue(queue: JobQueue): void {
    this.#queues.set(queue.arn, queue);
  }

  /**
   * Registers the next revision of a name.
   *
   * @param arnOf the ARN of a name and revision
   */
  register(
    definition: Omit<JobDefinition, 'revision' | 'arn' | 'status'>,
    arnOf: (nameAndRevision: string) => string,
  ): JobDefinition {
    const revisions = this.#definitions.get(definition.name) ?? [];
    const revision = revisions.length + 1;
    const arn = arnOf(`${definition.name}:${revision}`);
    const registered: JobDefinition = { ...definition, revision, arn, status: 'ACTIVE' };
    this.#definitions.set(definition.name, [...revisions, registered]);
    return registered;
  }

  /** @param nameOrArn as DescribeComputeEnvironments takes it */
  environment(nameOrArn: string): ComputeEnvironment | undefined {
    return byNameOrArn(this.#environments, nameOrArn);
  }

  /** @param nameOrArn as SubmitJob takes it */
  queue(nameOrArn: string): JobQueue | undefined {
    return byNameOrArn(this.#queues, nameOrArn);
  }

  /**
   * @param reference `name`, `name:revision` or an ARN of either form; without a revision the newest
   *   active one
   */
  definition(reference: string): JobDefinition | undefined {
    const [name = '', revision] = reference.replace(/^arn:.*:job-definition\//, '').split(':');
    const active = (this.#definitions.get(name) ?? []).filter(({ status }) => status === 'ACTIVE');
    return revision === undefined
      ? active.at(-1)
      : active.find((each) => String(each.revision) === revision);
  }

  /** Removes what has this ARN; jobs that run already go on. */
  remove(arn: string): void {
    this.#environments.delete(arn);
    this.#queues.delete(arn);
    const definition = this.definition(arn);
    if (definition) definition.status = 'INACTIVE';
  }
}

function byNameOrArn<T extends { readonly name: string; readonly arn: string }>(
  all: ReadonlyMap<string, T>,
  nameOrArn: string,
): T | undefined {
  return all.get(nameOrArn) ?? [...all.values()].find(({ name }) => name === nameOrArn);
}

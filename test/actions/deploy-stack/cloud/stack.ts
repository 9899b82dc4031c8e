/** The one stack of a scene: its status moves on by a step with every look at it. */
import { randomUUID } from 'node:crypto';
import type { Answer } from './http.ts';
import type { EventSpec, StackSpec, Step } from './scene.ts';

export const STACK = 'Pi';
const STACK_TYPE = 'AWS::CloudFormation::Stack';
/** Seconds: every event without a time of its own comes so long after the one before. */
const GAP = 1;

export class SceneStack {
  readonly #spec: Partial<StackSpec>;
  readonly #events: object[] = [];
  #id: string | undefined;
  #status = '';
  #reason = '';
  #steps: Step[] = [];
  #token: string | undefined;

  constructor(spec: StackSpec | undefined) {
    this.#spec = spec ?? {};
    if (spec !== undefined) this.begin(spec.status, spec.going ?? [], undefined);
  }

  /** ARN; undefined before there was a stack. */
  get id(): string | undefined {
    return this.#id;
  }

  /** Undefined while there is none. */
  get status(): string | undefined {
    return this.#id === undefined || this.#status === 'DELETE_COMPLETE' ? undefined : this.#status;
  }

  /** As DescribeStackEvents answers: newest first. */
  get events(): readonly object[] {
    return [...this.#events].reverse();
  }

  /** An operation begins; a stack that is gone gives its name to a new one. */
  begin(status: string, steps: readonly Step[], token: unknown): Answer {
    if (this.status === undefined) {
      this.#id = `arn:aws:cloudformation:eu-west-1:111122223333:stack/${STACK}/${randomUUID()}`;
    }
    this.#steps = [...steps];
    this.#token = token === undefined ? undefined : String(token);
    this.#move(status, '');
    return {};
  }

  /** @param name name or ARN; only by ARN is a deleted stack found */
  describe(name: unknown): Answer {
    const isById = String(name).startsWith('arn:');
    const step = this.#id === undefined ? undefined : this.#steps.shift();
    for (const event of step?.events ?? []) this.#event(event);
    if (step !== undefined) this.#move(step.status, step.reason ?? '');
    if (isById ? name !== this.#id : this.status === undefined) {
      return { fault: 'ValidationError', message: `Stack with id ${name} does not exist` };
    }
    const { outputs = {}, parameters = [], isProtected = false } = this.#spec;
    const stack = {
      StackId: this.#id,
      StackName: STACK,
      StackStatus: this.#status,
      StackStatusReason: this.#reason,
      CreationTime: new Date(0),
      EnableTerminationProtection: isProtected,
      Parameters: parameters.map((key) => ({ ParameterKey: key, ParameterValue: 'before' })),
      Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({
        OutputKey,
        OutputValue,
      })),
    };
    return { Stacks: [stack] };
  }

  #move(status: string, reason: string): void {
    const isNew = status !== this.#status;
    this.#status = status;
    this.#reason = reason;
    if (isNew) this.#event({ resource: STACK, type: STACK_TYPE, status, reason });
  }

  #event(spec: EventSpec): void {
    const seconds = spec.at ?? this.#events.length * GAP;
    this.#events.push({
      StackId: this.#id,
      StackName: STACK,
      EventId: randomUUID(),
      LogicalResourceId: spec.resource,
      PhysicalResourceId: spec.resource === STACK ? this.#id : `${spec.resource}-physical`,
      ResourceType: spec.type ?? 'AWS::Batch::JobQueue',
      ResourceStatus: spec.status,
      ResourceStatusReason: spec.reason || undefined,
      Timestamp: new Date(Date.UTC(2026, 0, 1) + 1_000 * seconds),
      ClientRequestToken: spec.isForeign ? 'somebody-else' : this.#token,
    });
  }
}

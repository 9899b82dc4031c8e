/**
 * An account with one stack that does what a scene says. It stands in for CloudFormation where no
 * imitation of AWS has the state: failed rollbacks, drift, a deletion that sticks.
 */
import { SceneChangeSets } from './change-sets.ts';
import { type Answer, type Input, type Server, serve } from './http.ts';
import type { DriftSpec, Scene } from './scene.ts';
import { SceneStack } from './stack.ts';

export class Cloud {
  /** Calls in order, as IAM writes them, with what was sent. */
  readonly calls: { readonly action: string; readonly input: Input }[] = [];
  readonly stack: SceneStack;
  readonly changeSets: SceneChangeSets;
  readonly #scene: Scene;
  #drift: DriftSpec = {};
  #server: Server | undefined;

  private constructor(scene: Scene) {
    this.#scene = scene;
    this.stack = new SceneStack(scene.stack);
    this.changeSets = new SceneChangeSets(scene, this.stack);
  }

  static async start(scene: Scene): Promise<Cloud> {
    const cloud = new Cloud(scene);
    cloud.#server = await serve((action, input) => cloud.#answer(action, input));
    return cloud;
  }

  get endpoint(): string {
    return this.#server?.endpoint ?? '';
  }

  /** How often an action was called. */
  count(action: string): number {
    return this.calls.filter((call) => call.action === action).length;
  }

  /** What was sent with the calls of an action. */
  sent(action: string): readonly Input[] {
    return this.calls.filter((call) => call.action === action).map(({ input }) => input);
  }

  close(): Promise<void> {
    return this.#server?.close() ?? Promise.resolve();
  }

  #answer(action: string, input: Input): Answer {
    this.calls.push({ action, input });
    const special = this.#scene.answer?.(action, this.count(action), input);
    if (special !== undefined) return special;
    const answer = this.#handlers[action]?.(input);
    if (this.#scene.loses?.(action, this.count(action))) return 'reset';
    return answer ?? { fault: 'Unexpected', message: `${action} is not in this scene` };
  }

  readonly #handlers: Readonly<Record<string, (input: Input) => Answer>> = {
    'cloudformation:DescribeStacks': ({ StackName: name }) => this.stack.describe(name),
    'cloudformation:DescribeStackEvents': () => ({ StackEvents: this.stack.events }),
    'cloudformation:ListStackResources': () => ({
      StackResourceSummaries: this.#scene.resources ?? [],
    }),
    'cloudformation:ValidateTemplate': () => ({}),
    'cloudformation:DescribeEvents': () => ({ OperationEvents: this.#scene.validation ?? [] }),
    'cloudformation:CreateChangeSet': (input) => this.changeSets.create(input),
    'cloudformation:DescribeChangeSet': (input) => this.changeSets.describe(input),
    'cloudformation:DeleteChangeSet': (input) => this.changeSets.delete(input),
    'cloudformation:ExecuteChangeSet': (input) =>
      this.changeSets.execute(input, this.#scene.onExecute ?? []),
    'cloudformation:ContinueUpdateRollback': ({ ClientRequestToken: token }) =>
      this.stack.begin('UPDATE_ROLLBACK_IN_PROGRESS', this.#scene.onContinue ?? [], token),
    'cloudformation:DeleteStack': (input) => this.#deleteStack(input),
    'cloudformation:DetectStackDrift': () => {
      const nth = this.count('cloudformation:DetectStackDrift');
      this.#drift = this.#scene.drifts?.[nth - 1] ?? this.#scene.drifts?.at(-1) ?? {};
      return { StackDriftDetectionId: String(nth) };
    },
    'cloudformation:DescribeStackDriftDetectionStatus': () => ({
      DetectionStatus: this.#drift.detection ?? 'DETECTION_COMPLETE',
      DetectionStatusReason: this.#drift.reason,
      StackDriftStatus: this.#drift.drift ?? 'IN_SYNC',
    }),
    'cloudformation:DescribeStackResourceDrifts': () => ({
      StackResourceDrifts: this.#drift.resources ?? [],
    }),
    'sqs:ListQueues': () => ({}),
  };

  #deleteStack({ StackName: name, ClientRequestToken: token }: Input): Answer {
    if (name !== this.stack.id) {
      return { fault: 'ValidationError', message: 'This scene deletes by id only' };
    }
    const nth = this.count('cloudformation:DeleteStack');
    const steps = this.#scene.onDelete?.[nth - 1] ?? [{ status: 'DELETE_COMPLETE' }];
    return this.stack.begin('DELETE_IN_PROGRESS', steps, token);
  }
}

/** The change sets of a scene's stack. */
import type { Answer, Input } from './http.ts';
import type { Scene, Step } from './scene.ts';
import { type SceneStack, STACK } from './stack.ts';

export class SceneChangeSets {
  /** Names of those that exist, and whether they were looked at before. */
  readonly existing = new Map<string, boolean>();
  /** Every name that was ever used. */
  readonly names: string[] = [];
  readonly #scene: Scene;
  readonly #stack: SceneStack;
  #executed: string | undefined;

  constructor(scene: Scene, stack: SceneStack) {
    this.#scene = scene;
    this.#stack = stack;
  }

  create(input: Input): Answer {
    const name = String(input['ChangeSetName']);
    const { status, id } = this.#stack;
    if (status?.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS') {
      const message = `Stack:${id} is in ${status} state and can not be updated.`;
      return { fault: 'ValidationError', message };
    }
    if (this.names.includes(name)) {
      return { fault: 'AlreadyExistsException', message: `ChangeSet ${name} already exists` };
    }
    if (status === undefined) this.#stack.begin('REVIEW_IN_PROGRESS', [], undefined);
    this.existing.set(name, false);
    this.names.push(name);
    return { Id: name, StackId: this.#stack.id };
  }

  describe({ ChangeSetName: name }: Input): Answer {
    if (name === this.#executed) {
      return {
        ChangeSetName: name,
        Status: 'CREATE_COMPLETE',
        ExecutionStatus: 'EXECUTE_IN_PROGRESS',
      };
    }
    const seen = this.existing.get(String(name));
    if (seen === undefined) {
      return { fault: 'ChangeSetNotFound', message: `ChangeSet [${name}] does not exist` };
    }
    this.existing.set(String(name), true);
    const common = { ChangeSetName: name, StackId: this.#stack.id, StackName: STACK };
    // The first look comes too early.
    if (!seen) return { ...common, Status: 'CREATE_IN_PROGRESS', ExecutionStatus: 'UNAVAILABLE' };
    const { changes = [] } = this.#scene;
    if (typeof changes === 'string') {
      const failed = { Status: 'FAILED', ExecutionStatus: 'UNAVAILABLE' };
      return { ...common, ...failed, StatusReason: changes };
    }
    return {
      ...common,
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
      Changes: changes.map((change) => ({ Type: 'Resource', ResourceChange: change })),
    };
  }

  delete({ ChangeSetName: name }: Input): Answer {
    this.existing.delete(String(name));
    return {};
  }

  execute(input: Input, steps: readonly Step[]): Answer {
    const name = String(input['ChangeSetName']);
    if (name === this.#executed) {
      return { fault: 'InvalidChangeSetStatus', message: 'It is EXECUTE_IN_PROGRESS' };
    }
    if (!this.existing.has(name)) {
      return { fault: 'ChangeSetNotFound', message: 'ChangeSet does not exist' };
    }
    // Executing one deletes all of them.
    this.existing.clear();
    this.#executed = name;
    const isNew = this.#stack.status === 'REVIEW_IN_PROGRESS';
    const status = isNew ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS';
    return this.#stack.begin(status, steps, input['ClientRequestToken']);
  }
}

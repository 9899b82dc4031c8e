/** All queues: their names, their lives, and who waits for a message. */
import type { Clock } from '../clock.ts';
import { AwsError } from '../error.ts';
import { difference, type QueueAttributes, withDefaults } from './attributes.ts';
import { type Message, MessageQueue, type Received } from './queue.ts';

/** A deleted queue's name cannot be used again for so long. */
const NAME_REST_MS = 60_000;

interface LiveQueue {
  readonly attributes: QueueAttributes;
  readonly messages: MessageQueue;
  /** Receivers that wait, the longest first; called when there may be a message. */
  readonly waiting: Set<() => void>;
}

export interface ReceiveOptions {
  readonly max: number;
  /** Absent means the queue's own. */
  readonly visibilitySeconds: number | undefined;
  readonly waitSeconds: number | undefined;
}

export class Queues {
  readonly #clock: Clock;
  readonly #queues = new Map<string, LiveQueue>();
  readonly #deletedAt = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get names(): readonly string[] {
    return [...this.#queues.keys()];
  }

  /** @throws {AwsError} QueueNameExists or QueueDeletedRecently */
  create(name: string, given: QueueAttributes): void {
    const existing = this.#queues.get(name);
    if (existing) {
      const differs = difference(given, existing.attributes);
      if (differs === undefined) return;
      throw new AwsError(
        'QueueNameExists',
        `A queue already exists with the same name and a different value for attribute ${differs}`,
      );
    }
    const deletedAt = this.#deletedAt.get(name) ?? -Infinity;
    if (this.#clock.now() - deletedAt < NAME_REST_MS) {
      throw new AwsError(
        'QueueDeletedRecently',
        'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
      );
    }
    const attributes = withDefaults(given);
    this.#queues.set(name, { attributes, messages: new MessageQueue(), waiting: new Set() });
  }

  /** @throws {AwsError} QueueDoesNotExist */
  find(name: string): LiveQueue {
    const queue = this.#queues.get(name);
    if (queue) return queue;
    throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
  }

  delete(name: string): void {
    const queue = this.find(name);
    this.#queues.delete(name);
    this.#deletedAt.set(name, this.#clock.now());
    for (const wake of queue.waiting) wake();
  }

  send(name: string, body: string): Message {
    const queue = this.find(name);
    const message = queue.messages.send(body, this.#clock.now());
    const [wake] = queue.waiting;
    wake?.();
    return message;
  }

  /**
   * Waits until there is a message or the time is over.
   *
   * @param signal aborted when the receiver has hung up; it then gets nothing
   */
  async receive(name: string, options: ReceiveOptions, signal: AbortSignal): Promise<Received[]> {
    const { attributes } = this.find(name);
    const seconds = (given: number | undefined, attribute: string) =>
      given ?? Number(attributes[attribute]);
    const visibilityMs = seconds(options.visibilitySeconds, 'VisibilityTimeout') * 1000;
    const waitMs = seconds(options.waitSeconds, 'ReceiveMessageWaitTimeSeconds') * 1000;
    const deadline = this.#clock.now() + waitMs;
    for (;;) {
      const queue = this.find(name);
      const now = this.#clock.now();
      if (signal.aborted) return [];
      const received = queue.messages.receive(options.max, visibilityMs, now);
      if (received.length > 0 || now >= deadline) return received;
      await this.#change(queue, Math.min(deadline, queue.messages.nextVisible) - now, signal);
    }
  }

  #change(queue: LiveQueue, ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        queue.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        cancel();
        resolve();
      };
      const cancel = this.#clock.after(ms, wake);
      queue.waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}

/** One queue's messages: at least once, in no order, hidden for a while after each receive. */
import { createHash, randomInt, randomUUID } from 'node:crypto';

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly md5: string;
  /** Milliseconds since 1970, as all times here. */
  readonly sentAt: number;
  receives: number;
  firstReceivedAt: number | undefined;
}

export interface Received {
  readonly message: Message;
  /** New at every receive. */
  readonly receiptHandle: string;
}

/** MD5 in hexadecimal, as SQS reports it of every body and its clients check it. */
export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

export class MessageQueue {
  readonly #visible: Message[] = [];
  #hidden: { readonly message: Message; readonly until: number }[] = [];
  /** No hidden message becomes visible before. */
  #nextVisible = Infinity;

  send(body: string, now: number): Message {
    const message: Message = {
      id: randomUUID(),
      body,
      md5: md5(body),
      sentAt: now,
      receives: 0,
      firstReceivedAt: undefined,
    };
    this.#visible.push(message);
    return message;
  }

  /**
   * Hands out messages in random order and hides them.
   *
   * @param max at most so many
   * @param visibilityMs how long they stay hidden; 0 leaves them visible
   */
  receive(max: number, visibilityMs: number, now: number): Received[] {
    this.#unhide(now);
    const received: Received[] = [];
    while (received.length < max) {
      const message = this.#takeAny();
      if (!message) break;
      message.receives += 1;
      message.firstReceivedAt ??= now;
      received.push({ message, receiptHandle: `${message.id}#${message.receives}` });
    }
    const until = now + visibilityMs;
    this.#hidden.push(...received.map(({ message }) => ({ message, until })));
    if (received.length > 0) this.#nextVisible = Math.min(this.#nextVisible, until);
    return received;
  }

  /** When the next hidden message may come back; Infinity when none is hidden. */
  get nextVisible(): number {
    return this.#nextVisible;
  }

  #takeAny(): Message | undefined {
    const last = this.#visible.pop();
    if (last === undefined || this.#visible.length === 0) return last;
    const at = randomInt(this.#visible.length + 1);
    const chosen = this.#visible[at];
    if (chosen === undefined) return last;
    this.#visible[at] = last;
    return chosen;
  }

  #unhide(now: number): void {
    if (now < this.#nextVisible) return;
    this.#nextVisible = Infinity;
    this.#hidden = this.#hidden.filter(({ message, until }) => {
      if (until <= now) {
        this.#visible.push(message);
        return false;
      }
      this.#nextVisible = Math.min(this.#nextVisible, until);
      return true;
    });
  }
}

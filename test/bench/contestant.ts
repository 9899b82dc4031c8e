/** A process that counts as many samples as it is told, again and again. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

export interface Count {
  readonly seconds: number;
  readonly hits: number;
}

export class Contestant {
  readonly name: string;
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #answers: AsyncIterator<string>;
  #errors = '';

  constructor(name: string, command: string, args: readonly string[]) {
    this.name = name;
    this.#process = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#process.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#errors += text;
    });
    // A process that could not be started says so by ending without an answer.
    this.#process.on('error', ({ message }) => {
      this.#errors += message;
    });
    this.#process.stdin.on('error', () => {});
    const lines = createInterface({ input: this.#process.stdout });
    this.#answers = lines[Symbol.asyncIterator]();
  }

  /** @throws {Error} when the process ends instead of answering */
  async count(samples: number): Promise<Count> {
    this.#process.stdin.write(`${samples}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`${this.name} ended: ${this.#errors.trim() || 'without a word'}`);
    const [seconds = Number.NaN, hits = Number.NaN] = value.split(' ').map(Number);
    return { seconds, hits };
  }

  close(): void {
    this.#process.kill();
  }
}

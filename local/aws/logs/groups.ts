/** Log groups and streams in memory, and as files where a person wants to read them. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

export interface LogEvent {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** One container's output. */
export class LogStream {
  readonly events: LogEvent[] = [];
  readonly #file: string | undefined;

  /** @param file where the lines go as well, once the stream ends */
  constructor(file?: string) {
    this.#file = file;
  }

  put(message: string, timestamp: number): void {
    this.events.push({ timestamp, message });
  }

  /** Nothing more will come. */
  end(): void {
    if (this.#file === undefined || this.events.length === 0) return;
    appendFileSync(this.#file, this.events.map(({ message }) => `${message}\n`).join(''));
  }
}

export class LogGroups {
  readonly #groups = new Map<string, Map<string, LogStream>>();
  readonly #directory: string | undefined;

  /** @param directory exists; gets a file for each container's name */
  constructor(directory?: string) {
    this.#directory = directory;
  }

  create(group: string): void {
    if (!this.#groups.has(group)) this.#groups.set(group, new Map());
  }

  delete(group: string): void {
    this.#groups.delete(group);
  }

  /** @returns the streams of a group by name, or undefined when there is no such group */
  streams(group: string): ReadonlyMap<string, LogStream> | undefined {
    return this.#groups.get(group);
  }

  /**
   * Makes a stream; without its group the lines are kept nowhere, as in AWS.
   *
   * @param file the name of the file in the directory, without its extension
   */
  createStream(group: string, name: string, file: string): LogStream {
    const path = this.#directory === undefined ? undefined : join(this.#directory, `${file}.log`);
    const stream = new LogStream(path);
    this.#groups.get(group)?.set(name, stream);
    return stream;
  }
}

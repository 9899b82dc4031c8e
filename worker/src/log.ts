/** The job's log: plain lines, and a last one after which nothing can follow. */

/** What a log writes to: `process.stdout` and `process.stderr`, or a test's own. */
export interface Sink {
  write(text: string): unknown;
}

export interface Log {
  /** Writes one line. */
  line(text: string): void;
  /** Writes one line about what went wrong. */
  error(text: string): void;
  /**
   * Writes one line and closes the log: whoever reads the log takes its last line for the result,
   * so whatever happens while the program ends must not speak after it.
   */
  last(text: string): void;
}

/**
 * @param out takes the lines
 * @param err takes what went wrong
 */
export function logTo(out: Sink, err: Sink): Log {
  let closed = false;
  const write = (sink: Sink, text: string) => {
    if (!closed) sink.write(`${text}\n`);
  };
  return {
    line: (text) => write(out, text),
    error: (text) => write(err, text),
    last(text) {
      write(out, text);
      closed = true;
    },
  };
}

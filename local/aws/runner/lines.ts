/** Bytes; a container's log driver splits what is longer. */
const MAX_LINE = 16 * 1024;
const [LINE_FEED, CARRIAGE_RETURN] = [0x0a, 0x0d];

/**
 * Cuts a stream of UTF-8 into lines as a container's log driver does.
 *
 * @param line takes each line, without its end
 * @returns `write` for the bytes as they come, `end` for what has no end of line
 */
export function lineSplitter(line: (text: string) => void) {
  let rest: Buffer = Buffer.alloc(0);
  const emit = (bytes: Buffer) => {
    for (let at = 0; at === 0 || at < bytes.length; at += MAX_LINE) {
      line(bytes.toString('utf8', at, at + MAX_LINE));
    }
  };
  return {
    write(bytes: Buffer): void {
      rest = Buffer.concat([rest, bytes]);
      for (let end = rest.indexOf(LINE_FEED); end !== -1; end = rest.indexOf(LINE_FEED)) {
        emit(rest.subarray(0, rest[end - 1] === CARRIAGE_RETURN ? end - 1 : end));
        rest = rest.subarray(end + 1);
      }
      while (rest.length > MAX_LINE) {
        line(rest.toString('utf8', 0, MAX_LINE));
        rest = rest.subarray(MAX_LINE);
      }
    },
    end(): void {
      if (rest.length > 0) emit(rest);
      rest = Buffer.alloc(0);
    },
  };
}

/** A container's log driver splits what is longer. */
const MAX_LINE = 16 * 1024;

/**
 * Cuts a stream of text into lines as a container's log driver does.
 *
 * @param line takes each line, without its end
 * @returns `write` for the text as it comes, `end` for what has no end of line
 */
export function lineSplitter(line: (text: string) => void) {
  let rest = '';
  const emit = (text: string) => {
    for (let at = 0; at === 0 || at < text.length; at += MAX_LINE) {
      line(text.slice(at, at + MAX_LINE));
    }
  };
  return {
    write(text: string): void {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const each of lines) emit(each.replace(/\r$/, ''));
      while (rest.length > MAX_LINE) {
        line(rest.slice(0, MAX_LINE));
        rest = rest.slice(MAX_LINE);
      }
    },
    end(): void {
      if (rest !== '') emit(rest);
      rest = '';
    },
  };
}

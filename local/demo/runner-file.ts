/**
 * Reads the files through which a step hands values to the runner: `name=value` lines, or
 * `name<<delimiter` up to the delimiter alone on a line.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function parseRunnerFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const heredoc = /^([^=]+?)<<(.+)$/.exec(line);
    if (heredoc) {
      const [, name = '', delimiter = ''] = heredoc;
      const end = lines.indexOf(delimiter, i + 1);
      const last = end === -1 ? lines.length : end;
      values[name] = lines.slice(i + 1, last).join('\n');
      i = last;
    } else if (line.includes('=')) {
      const [name = ''] = line.split('=', 1);
      values[name] = line.slice(name.length + 1);
    }
  }
  return values;
}

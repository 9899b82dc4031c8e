/** The inputs as values. Pure: what reads them is passed in. */
import { InputFailure } from './failure.ts';

export const COMMANDS = ['plan', 'apply', 'drift', 'delete', 'sweep'] as const;
export type Command = (typeof COMMANDS)[number];

/** A parameter of the template; without a value it keeps the one that the stack has. */
export interface ParameterInput {
  readonly name: string;
  readonly value?: string;
}

export interface Inputs {
  readonly command: Command;
  readonly stackName: string;
  /** Path, relative to the working directory. */
  readonly template: string;
  readonly parameters: readonly ParameterInput[];
  readonly capabilities: readonly string[];
  readonly serviceRoleArn?: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly heal: boolean;
  readonly prefix?: string;
  readonly keepRevisions: number;
  /** Milliseconds. */
  readonly olderThan: number;
}

type Get = (input: string) => string;

function matching(get: Get, input: string, pattern: RegExp, expected: string): string {
  const text = get(input).trim();
  if (pattern.test(text)) return text;
  throw new InputFailure(
    input,
    text === '' ? 'it is empty' : `\`${text}\` cannot be used`,
    expected,
  );
}

function optional(get: Get, input: string, pattern: RegExp, expected: string): string | undefined {
  return get(input).trim() === '' ? undefined : matching(get, input, pattern, expected);
}

function whole(get: Get, input: string, lowest: number, highest: number): number {
  const expected = `It is a whole number from ${lowest} to ${highest}`;
  const value = Number(matching(get, input, /^\d{1,6}$/, expected));
  if (value >= lowest && value <= highest) return value;
  throw new InputFailure(input, `${value} is out of range`, expected);
}

function flag(get: Get, input: string): boolean {
  return matching(get, input, /^(true|false)$/, 'It is `true` or `false`') === 'true';
}

/**
 * @param text one `Name=Value` or `Name` a line; blank lines and lines that begin with # are ignored
 * @throws {InputFailure} naming the line
 */
export function parseParameters(text: string): readonly ParameterInput[] {
  const parameters = new Map<string, ParameterInput>();
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [, name, , value] = /^([A-Za-z0-9]{1,255})\s*(=\s*(.*))?$/.exec(line) ?? [];
    if (name === undefined) {
      const expected = 'A line is `Name=Value`, or `Name` to keep the value that the stack has';
      throw new InputFailure('parameters', `line ${at + 1}, \`${line}\`, cannot be used`, expected);
    }
    if (parameters.has(name)) {
      throw new InputFailure('parameters', `line ${at + 1} gives ${name} again`, 'Name it once');
    }
    parameters.set(name, value === undefined ? { name } : { name, value });
  }
  return [...parameters.values()];
}

function command(get: Get): Command {
  const given = get('command').trim();
  const known = COMMANDS.find((name) => name === given);
  if (known !== undefined) return known;
  throw new InputFailure(
    'command',
    `\`${given}\` is unknown`,
    `It is one of ${COMMANDS.join(', ')}`,
  );
}

function confirmed(get: Get, stackName: string): void {
  const confirm = get('confirm').trim();
  if (confirm === stackName) return;
  throw new InputFailure(
    'confirm',
    confirm === '' ? 'it is empty' : `\`${confirm}\` is not the stack's name`,
    `To delete the stack, it must be \`${stackName}\`. Nothing was touched`,
  );
}

/**
 * @param get the text of an input, empty if it is not given
 * @throws {InputFailure} for the first input that cannot be used
 */
export function parseInputs(get: Get): Inputs {
  const stackName = matching(
    get,
    'stack-name',
    /^[A-Za-z][-A-Za-z0-9]{0,127}$/,
    'A letter, then at most 127 letters, digits or hyphens',
  );
  const chosen = command(get);
  if (chosen === 'delete') confirmed(get, stackName);
  const serviceRoleArn = optional(
    get,
    'service-role-arn',
    /^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/,
    "It is a role's ARN, `arn:aws:iam::<account>:role/<name>`, or empty",
  );
  const prefix = optional(
    get,
    'prefix',
    /^[-_A-Za-z0-9]{1,35}$/,
    'At most 35 letters, digits, hyphens or underscores, or empty',
  );
  return {
    command: chosen,
    stackName,
    template: matching(get, 'template', /^[^\0]+$/, 'It is the path of a template'),
    parameters: parseParameters(get('parameters')),
    capabilities: get('capabilities')
      .split(/[\s,]+/)
      .filter(Boolean),
    ...(serviceRoleArn === undefined ? {} : { serviceRoleArn }),
    timeout: whole(get, 'timeout-minutes', 1, 360) * 60_000,
    heal: flag(get, 'heal'),
    ...(prefix === undefined ? {} : { prefix }),
    keepRevisions: whole(get, 'keep-revisions', 1, 100),
    olderThan: whole(get, 'older-than-hours', 1, 336) * 3_600_000,
  };
}

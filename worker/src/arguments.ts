/** The command line: a command, then pairs of `--name value`. */
import { InputFault } from './fault.ts';
import { oneLine } from './text.ts';

/** One command of the program and the options it takes. */
export interface Command {
  /** What it does, in a few words, for the usage text. */
  readonly does: string;
  /** Each option's name, without dashes, and the value it has when it is not given. */
  readonly defaults: Readonly<Record<string, string>>;
}

export type Commands = Readonly<Record<string, Command>>;

export interface Invocation {
  readonly command: string;
  /** A value for every option of the command. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Reads what came after the program's name.
 *
 * A value that is literally `Ref::name` counts as not given: Batch leaves the placeholder in place
 * where neither the job nor its definition sets the parameter.
 *
 * @returns undefined when help was asked for
 * @throws {InputFault} naming the argument and what it may be
 */
export function parseArguments(
  argv: readonly string[],
  commands: Commands,
): Invocation | undefined {
  const [name, ...rest] = argv;
  if (asksForHelp(name) || rest.some((word, at) => at % 2 === 0 && asksForHelp(word))) {
    return undefined;
  }
  if (name === undefined) throw new InputFault(`no command given: ${oneOf(commands)}`);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new InputFault(`no command ${quote(name)}: ${oneOf(commands)}`);
  const given = pairs(rest, name, command);
  return { command: name, values: { ...command.defaults, ...Object.fromEntries(given) } };
}

/**
 * Only where a name is expected: a job whose parameter is `-h` would otherwise print the usage text
 * and succeed, without a result.
 */
const asksForHelp = (word: string | undefined) => word === '--help' || word === '-h';

function pairs(rest: readonly string[], name: string, { defaults }: Command): Map<string, string> {
  const seen = new Set<string>();
  const given = new Map<string, string>();
  for (let at = 0; at < rest.length; at += 2) {
    const flag = rest[at] ?? '';
    const option = flag.replace(/^--/, '');
    if (!flag.startsWith('--') || !Object.hasOwn(defaults, option)) {
      const known = Object.keys(defaults).map((each) => `--${each}`);
      throw new InputFault(`${name} has no option ${quote(flag)}: it takes ${known.join(', ')}`);
    }
    const value = rest[at + 1];
    if (value === undefined || value.startsWith('--')) {
      throw new InputFault(`${flag} has no value: write ${flag} ${defaults[option]}`);
    }
    if (value === '') throw new InputFault(`${flag} is empty: leave it out or give it a value`);
    if (seen.has(option)) throw new InputFault(`${flag} is given twice`);
    seen.add(option);
    if (!value.startsWith('Ref::')) given.set(option, value);
  }
  return given;
}

const quote = (text: string) => JSON.stringify(oneLine(text, 60));

const oneOf = (commands: Commands) => `there is ${Object.keys(commands).join(' and ')}`;

/** How to call the program, as lines. */
export function usage(commands: Commands): string[] {
  const calls = Object.entries(commands).map(([name, { does, defaults }]) => {
    const options = Object.entries(defaults).map(([option, value]) => `--${option} ${value}`);
    return `  ${[name, ...options].join(' ')}\n      ${does}`;
  });
  return [
    'One job of AWS Batch. Commands, with the values that options have by themselves:',
    ...calls,
  ];
}

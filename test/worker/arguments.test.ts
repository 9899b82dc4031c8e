import { describe, expect, it } from '@jest/globals';
import { parseArguments, usage } from '../../worker/src/arguments.ts';
import { EXIT, InputFault } from '../../worker/src/fault.ts';

const commands = {
  calculate: { does: 'compute', defaults: { samples: '1000', seed: 'auto' } },
  summarize: { does: 'gather', defaults: { 'array-job': 'auto' } },
};

const refusal = (argv: readonly string[]): InputFault => {
  try {
    parseArguments(argv, commands);
  } catch (error) {
    if (error instanceof InputFault) return error;
  }
  throw new Error(`${argv.join(' ')} was not refused`);
};

describe('parseArguments', () => {
  it('gives every option of the command a value', () => {
    expect(parseArguments(['calculate', '--seed', '7'], commands)).toEqual({
      command: 'calculate',
      values: { samples: '1000', seed: '7' },
    });
  });

  it('takes a placeholder that Batch left in place for nothing given', () => {
    const argv = ['calculate', '--samples', 'Ref::samples', '--seed', 'Ref::seed'];
    expect(parseArguments(argv, commands)?.values).toEqual({ samples: '1000', seed: 'auto' });
  });

  it('passes a value on exactly as it came', () => {
    expect(parseArguments(['calculate', '--samples', ' 7 '], commands)?.values['samples']).toBe(
      ' 7 ',
    );
  });

  it.each([
    ['--help'],
    ['-h'],
    ['calculate', '--help'],
    ['calculate', '-h'],
    ['calculate', '--samples', '7', '--help'],
  ])('leaves %s to the usage text', (...argv) => {
    expect(parseArguments(argv, commands)).toBeUndefined();
  });

  it('takes -h in the place of a value for that value', () => {
    expect(parseArguments(['calculate', '--samples', '-h'], commands)?.values['samples']).toBe(
      '-h',
    );
  });

  it.each<[string, string[], string]>([
    ['nothing', [], 'no command given: there is calculate and summarize'],
    ['an unknown command', ['multiply'], 'no command "multiply"'],
    ['an inherited name as command', ['constructor'], 'no command "constructor"'],
    [
      'an unknown option',
      ['calculate', '--darts', '3'],
      'has no option "--darts": it takes --samples',
    ],
    ['the option of another command', ['summarize', '--seed', '3'], 'has no option "--seed"'],
    ['an inherited name as option', ['calculate', '--toString', '3'], 'has no option "--toString"'],
    ['a value without a name', ['calculate', '7'], 'has no option "7"'],
    ['a name with one dash', ['calculate', '-seed', '7'], 'has no option "-seed"'],
    ['a name without dashes', ['calculate', 'seed', '7'], 'has no option "seed"'],
    ['an equals sign', ['calculate', '--seed=7'], 'has no option "--seed=7"'],
    ['no value at the end', ['calculate', '--seed'], '--seed has no value: write --seed auto'],
    [
      'no value before another',
      ['calculate', '--samples', '--seed', '7'],
      '--samples has no value',
    ],
    ['help for a value', ['calculate', '--samples', '--help'], '--samples has no value'],
    ['an empty value', ['calculate', '--seed', ''], '--seed is empty'],
    ['an option twice', ['calculate', '--seed', '7', '--seed', '8'], '--seed is given twice'],
    ['a second placeholder', ['calculate', '--seed', 'Ref::seed', '--seed', '8'], 'given twice'],
    ['line ends in a name', ['calculate', '--a\nb', '8'], 'has no option "--a b"'],
  ])('refuses %s', (_, argv, message) => {
    const fault = refusal(argv);
    expect(fault.message).toContain(message);
    expect(fault.message).not.toContain('\n');
    expect(fault.exitCode).toBe(EXIT.badInput);
  });
});

describe('usage', () => {
  it('shows every option with the value it has by itself', () => {
    const text = usage(commands).join('\n');
    expect(text).toContain('calculate --samples 1000 --seed auto');
    expect(text).toContain('summarize --array-job auto');
  });
});

import { describe, expect, it } from '@jest/globals';
import { DEFAULTS, parseOptions, UsageError } from '../../../local/demo/options.ts';

describe('parseOptions', () => {
  it('has a default for everything', () => {
    expect(parseOptions([])).toEqual({ inputs: DEFAULTS, arraySize: 100, interrupt: 0 });
  });

  it('takes the bounds of every option', () => {
    const argv = '--array-size 10000 --samples 9007199254740992 --seed 18446744073709551615'.split(
      ' ',
    );
    expect(parseOptions([...argv, '--interrupt', '10000'])).toEqual({
      inputs: {
        'array-size': '10000',
        samples: '9007199254740992',
        seed: '18446744073709551615',
      },
      arraySize: 10_000,
      interrupt: 10_000,
    });
  });

  it.each(['0', '10001', '1.5', '1e3', ' 7 ', '', 'abc', '-1', '007', '０', '1\n'])(
    'refuses %j as an array size, naming the option',
    (text) => {
      expect(() => parseOptions([`--array-size=${text}`])).toThrow(UsageError);
      expect(() => parseOptions([`--array-size=${text}`])).toThrow(/--array-size must be a whole/);
    },
  );

  it.each([
    ['--samples=0', /--samples/],
    ['--samples=-5', /--samples/],
    ['--samples=1000000000000000000', /--samples/],
    ['--samples=9007199254740993', /9007199254740992/],
    ['--seed=18446744073709551616', /--seed/],
    ['--seed=0x10', /--seed/],
    ['--seed=', /--seed/],
    ['--interrupt=101', /from 0 to 100/],
    ['--seed=Auto', /--seed must be auto or a whole number/],
    ['--samples -1', /--samples must be a whole number .*, not '-1'/],
    ['--seed -5', /--seed must be .*, not '-5'/],
    ['--array-size -0.5', /--array-size must be .*, not '-0.5'/],
    ['--array-size', /'--array-size <value>' argument missing$/],
    ['--samples --seed 3', /'--samples' argument missing$/],
    ['--image mine', /--image needs --container/],
    ['--container=', /--container must be/],
    ['-5', /-5/],
    ['--array-siz=3', /--array-siz/],
    ['100', /100/],
  ])('refuses %s in one line', (words, message) => {
    const parse = () => parseOptions(words.split(' '));
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(message);
    expect(parse).not.toThrow(/\n|\.$/);
  });

  it('knows --help', () => {
    expect(parseOptions(['--help', '--array-size', '5'])).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { disarm, oneLine } from '../../../../actions/estimate-pi/src/array-job/untrusted.ts';

/** What the runner's reader takes for lines, and what it then takes for commands. */
function obeyed(output: string): string[] {
  return output
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trimStart().startsWith('::') || line.includes('##['));
}

describe('text of a job', () => {
  it.each([
    ['::error::x', '|::error::x'],
    [' \t::error::x', '| \t::error::x'],
    ['##[error]x', '# #[error]x'],
    ['a\r::b', 'a ::b'],
    ['a\u2028b\u0000c', 'a b c'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b[31m::error::x', '|::error::x'],
    ['a :: b', 'a :: b'],
    ['\u202eevil', ' evil'],
  ])('%j is printed as %j', (text, printed) => expect(disarm(text)).toBe(printed));

  it('is never obeyed', () => {
    const parts = fc.constantFrom(
      '::',
      '##[',
      '#',
      '[',
      '\r',
      '\n',
      ' ',
      '\u001b[',
      'm',
      'error',
      '::',
    );
    const texts = fc.array(parts, { maxLength: 12 }).map((all) => all.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        expect(obeyed(disarm(text))).toEqual([]);
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });

  it('is cut short', () => {
    expect(oneLine('x'.repeat(10), 4)).toBe('xxx…');
  });
});

import { describe, expect, it } from '@jest/globals';
import { parseRunnerFile } from '../../../local/demo/runner-file.ts';

describe('parseRunnerFile', () => {
  it('reads both forms of the runner, the last value of a name winning', () => {
    const text = 'a=1=2\nb<<END_1\nline 1\n\nEND_2\nEND_1\nc=\na=3\n';
    expect(parseRunnerFile(text)).toEqual({ a: '3', b: 'line 1\n\nEND_2', c: '' });
  });

  it('takes what there is of a value whose end was not written', () => {
    expect(parseRunnerFile('a<<END\nhalf')).toEqual({ a: 'half' });
  });

  it('reads an empty file', () => {
    expect(parseRunnerFile('')).toEqual({});
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lineSplitter } from '../../../../local/aws/runner/lines.ts';

function split(chunks: readonly string[]): string[] {
  const lines: string[] = [];
  const splitter = lineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.write(chunk);
  splitter.end();
  return lines;
}

describe('lines', () => {
  it('do not depend on how the text was cut', () => {
    const chunk = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'π') });
    fc.assert(
      fc.property(fc.array(chunk), (chunks) => {
        expect(split(chunks)).toEqual(split([chunks.join('')]));
      }),
      { seed: 1 },
    );
  });

  it('longer than 16 KiB come in pieces', () => {
    const [first, second, third] = split([`${'x'.repeat(20_000)}`, `${'x'.repeat(20_000)}\nend`]);
    expect([first?.length, second?.length]).toEqual([16_384, 16_384]);
    expect(third).toBe('x'.repeat(40_000 - 32_768));
    expect(split([`${'x'.repeat(16_384)}\n`])).toHaveLength(1);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lineSplitter } from '../../../../local/aws/runner/lines.ts';

function split(chunks: readonly (string | Uint8Array)[]): string[] {
  const lines: string[] = [];
  const splitter = lineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.write(Buffer.from(chunk));
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

  it('do not depend on how a character was cut', () => {
    const bytes = Buffer.from('π');
    expect(split([bytes.subarray(0, 1), bytes.subarray(1)])).toEqual(['π']);
  });

  it('longer than 16 KiB come in pieces', () => {
    const [first, second, third] = split([`${'x'.repeat(20_000)}`, `${'x'.repeat(20_000)}\nend`]);
    expect([first?.length, second?.length]).toEqual([16_384, 16_384]);
    expect(third).toBe('x'.repeat(40_000 - 32_768));
    expect(split([`${'x'.repeat(16_384)}\n`])).toHaveLength(1);
  });

  it('are measured in bytes', () => {
    expect(split([`${'π'.repeat(8192)}\n`])).toHaveLength(1);
    expect(split([`${'π'.repeat(8193)}\n`])).toEqual(['π'.repeat(8192), 'π']);
    expect(split(['π'.repeat(8193), '\n'])).toEqual(['π'.repeat(8192), 'π']);
  });
});

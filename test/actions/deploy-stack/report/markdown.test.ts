import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cut, redact, table, text } from '../../../../actions/deploy-stack/src/report/markdown.ts';

const SETTINGS = { seed: 20261123, numRuns: 300 };

describe('text', () => {
  it('holds nothing that Markdown or HTML would act on, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (raw) => {
        const shown = text(raw);
        expect(shown).not.toMatch(/[<>|`*_[\]~@\\\n]/);
        expect(shown.replace(/&(#\d+|amp|lt|gt);/g, '')).not.toMatch(/[&#]/);
      }),
      SETTINGS,
    );
  });

  it('blanks numbers of 12 digits and no others', () => {
    expect(redact('111122223333 12345678901 1234567890123 a111122223333b')).toBe(
      '************ 12345678901 1234567890123 a************b',
    );
  });
});

describe('cut', () => {
  it('never exceeds its bytes, and keeps what fits as it is', () => {
    const lines = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 60 });
    fc.assert(
      fc.property(lines, fc.integer({ min: 100, max: 900 }), (parts, bytes) => {
        const markdown = parts.join('\n');
        const kept = cut(markdown, bytes);
        expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(bytes);
        if (Buffer.byteLength(markdown) <= bytes) expect(kept).toBe(markdown);
        else expect(kept).toContain('… cut here');
      }),
      SETTINGS,
    );
  });
});

describe('table', () => {
  it('is nothing without a row', () => {
    expect(table(['A'], [])).toBe('');
    expect(table(['A', 'B'], [['1', '2']])).toBe('| A | B |\n| --- | --- |\n| 1 | 2 |');
  });
});

import { describe, expect, it } from '@jest/globals';
import { code, text } from '../../../../actions/estimate-pi/src/summary/escape.ts';

const shown = (markdown: string) =>
  markdown.replace(/&#(\d+);/g, (_, n) => String.fromCharCode(Number(n)));

describe('untrusted text in Markdown', () => {
  it.each([
    '<script>alert(1)</script>',
    '</code></pre><img src=x onerror=y>',
    '**bold** _it_ ~~no~~ `tick`',
    '| a | b |',
    '[link](https://evil.example) ![x](y)',
    'https://evil.example www.evil.example ftp://x',
    '@everyone #1 :tada:',
    '$$\\frac{1}{2}$$',
    '- list',
    '1. list',
    '> quote',
    '# heading',
    '=====',
    '&amp;',
  ])('%j is shown as it is', (value) => {
    const markdown = text(value);
    expect(shown(markdown)).toBe(value);
    expect(markdown).not.toMatch(/[<>`*_[\]|~\\$@]|https?:\/|www\.|:tada:|^\s*[-+=>]|^\d+\./);
    expect(markdown.replace(/&#\d+;/g, '')).not.toMatch(/[&#]/);
  });

  it('leaves numbers and sentences readable', () => {
    const value = '3.14159 ± 0.00003 (95% confidence, 10,000 samples): exit code 65, a-b';
    expect(text(value)).toBe(value);
  });

  it('is one line, and bounded', () => {
    expect(text('a\n\n## b')).toBe('a  &#35;&#35; b');
    expect(code('x'.repeat(900), 10)).toBe('<code>xxxxxxxxx…</code>');
  });
});

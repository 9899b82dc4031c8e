import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { Display } from '../../../local/demo/display.ts';

function screen(columns: number | undefined, isTTY: boolean) {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  let clock = 0;
  const display = new Display({ columns, isTTY, write }, () => clock);
  return { display, written, advance: (ms: number) => (clock += ms) };
}

describe('Display', () => {
  it('stamps each stage with the seconds since its start', () => {
    const { display, written, advance } = screen(undefined, false);
    advance(1234);
    display.stage('done', 'stack', 'created');
    const [line = ''] = written.map(stripVTControlCharacters);
    expect(line).toMatch(/^ ✓ stack {6}created {2,}1\.2 s\n$/);
    expect(line.trimEnd()).toHaveLength(92);
  });

  it('writes plain lines and no live ones where there is no terminal', () => {
    const { display, written } = screen(undefined, false);
    display.live('calculate', 'going on');
    display.print('one', 'two');
    expect(written).toEqual(['one\n', 'two\n']);
  });

  it('redraws the live line in place and wipes it for what stays', () => {
    const { display, written } = screen(100, true);
    display.live('calculate', 'half');
    display.stage('done', 'calculate', 'whole');
    const [before = '', after = ''] = written.join('').split('\u001b[1G\u001b[2K');
    expect(before).toContain('half');
    expect(after).toMatch(/whole[^\n]*\n$/);
  });

  it('fits any width, without the time or not at all where it would wrap', () => {
    const shown = [40, 60, 80, 100, 200].map((columns) => {
      const { display, written } = screen(columns, true);
      display.live('calculate', `${display.bar(0.5)}50/100, 2 running, 3 retried`);
      const line = stripVTControlCharacters(written.join(''));
      expect(line.length).toBeLessThan(columns);
      return [line.includes('█'), line.endsWith('0.0 s')];
    });
    const [nothing, timeless, whole] = [
      [false, false],
      [true, false],
      [true, true],
    ];
    expect(shown).toEqual([nothing, timeless, whole, whole, whole]);
  });

  it('draws no bar where there is no terminal, and redraws nothing in a dumb one', () => {
    expect(screen(undefined, false).display.bar(0.5)).toBe('');
    const { TERM } = process.env;
    process.env['TERM'] = 'dumb';
    try {
      const { display, written } = screen(100, true);
      display.live('calculate', 'half');
      expect([display.bar(0.5), ...written]).toEqual(['']);
    } finally {
      if (TERM === undefined) delete process.env['TERM'];
      else process.env['TERM'] = TERM;
    }
  });

  it('fills the bar in proportion', () => {
    const { display } = screen(200, true);
    const filled = (fraction: number) => [...display.bar(fraction)].filter((c) => c === '█').length;
    expect([-1, 0, 0.5, 1, 2].map(filled)).toEqual([0, 0, 20, 40, 40]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { report } from '../../worker/src/report.ts';
import type { Summary } from '../../worker/src/summary.ts';

const summary: Summary = {
  version: 1,
  simulation: 'sum',
  arrayJobId: 'run',
  headline: 'The mean is 4.5',
  quantity: 'Mean',
  value: 4.5,
  children: { expected: 10, received: 10, duplicates: 1, malformed: 2, missing: '' },
  repeat: { terms: '10', start: '0' },
  totals: {},
  rows: [{ label: 'terms', value: '10' }],
  warnings: [],
  series: {
    running: [
      { children: 1, value: 4.5 },
      { children: 10, value: 4.246813, halfWidth: 0.0123456 },
    ],
    histogram: { from: 0, to: 1, counts: [1] },
  },
  computeSeconds: 1,
};

describe('report', () => {
  it('is a short table of the run and of the running estimate', () => {
    expect(report(summary)).toEqual([
      ' array job    run',
      ' results      10 of 10, 1 duplicate, 2 malformed',
      ' terms        10',
      ' repeat with  --terms 10 --start 0',
      '',
      ' children  Mean   interval',
      '        1  4.5',
      '       10  4.247  ± 0.012',
      '',
    ]);
  });

  it.each([
    [31.41, 12, '31    ± 12'],
    [4.24681, 0, '4.24681  ± 0'],
    [4.24681, 3.2e-5, '4.246810  ± 0.000032'],
    [4.25, 1e-20, '4.250000000000000  ± 0.000000000000000'],
  ])('shows the digits of %d ± %d that count', (value, halfWidth, shown) => {
    const running = [
      { children: 1, value: 3 },
      { children: 2, value, halfWidth },
    ];
    const lines = report({ ...summary, series: { ...summary.series, running } });
    expect(lines).toContain(`        2  ${shown}`);
  });

  it('names missing children and warnings', () => {
    const lines = report({
      ...summary,
      children: { ...summary.children, received: 8, missing: '3-4' },
      warnings: ['children disagree'],
    });
    expect(lines).toContain(' missing      3-4');
    expect(lines).toContain(' warning      children disagree');
  });

  it('stays short at any size', () => {
    const running = Array.from({ length: 64 }, (_, i) => ({ children: i + 1, value: i }));
    const lines = report({ ...summary, series: { ...summary.series, running } });
    expect(lines.length).toBeLessThan(16);
    expect(lines).toContain('       64  63');
  });
});

import { describe, expect, it } from '@jest/globals';
import { drawConvergence, milestones } from '../../../local/demo/convergence.ts';

const series = Array.from({ length: 64 }, (_, i) => ({
  children: i + 1,
  value: Math.PI + 0.001 / (i + 1),
  halfWidth: 0.002 / Math.sqrt(i + 1),
}));

describe('milestones', () => {
  it('quadruples the children and ends with the last', () => {
    expect(milestones(series).map((p) => p.children)).toEqual([1, 4, 16, 64]);
    expect(milestones(series.slice(0, 50)).map((p) => p.children)).toEqual([1, 4, 16, 50]);
  });

  it('takes the nearest point of a thinned series, never one twice', () => {
    const thinned = [1, 3, 100].map((children) => ({ children, value: 1, halfWidth: 1 }));
    expect(milestones(thinned).map((p) => p.children)).toEqual([1, 3, 100]);
  });

  it('says nothing of nothing', () => {
    expect(milestones([])).toEqual([]);
  });
});

describe('drawConvergence', () => {
  const lines = drawConvergence(series, 92, { label: 'π', value: Math.PI });

  it('puts every interval around its estimate and crosses the reference', () => {
    const column = lines[0]?.indexOf('π') ?? -1;
    expect(lines).toHaveLength(5);
    for (const line of lines.slice(1)) {
      expect(line).toMatch(/─*●─*/u);
      expect('┼│●').toContain([...line][column]);
    }
  });

  it('draws narrower intervals as the children add up', () => {
    const widths = lines.slice(1).map((line) => [...line].filter((c) => '─●┼'.includes(c)).length);
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
    expect(widths[0]).toBeGreaterThan(widths.at(-1) ?? 0);
  });

  it.each([92, 79, 59, 50])(
    'fits %i columns, with the reference in the middle of what is left',
    (columns) => {
      const narrow = drawConvergence(series, columns, { label: 'π', value: Math.PI });
      for (const line of narrow) expect(line.length).toBeLessThanOrEqual(columns);
      expect([...(narrow[1] ?? '')][narrow[0]?.indexOf('π') ?? -1]).toMatch(/[┼●]/);
    },
  );

  it('shows two digits of the interval', () => {
    expect(lines.at(-1)).toContain('± 0.00025');
  });

  it('draws without a reference, and nothing without intervals', () => {
    expect(drawConvergence(series, 92)).toHaveLength(5);
    expect(drawConvergence(series, 92)[0]).not.toContain('π');
    expect(drawConvergence([{ children: 1, value: 1 }], 92)).toEqual([]);
    expect(drawConvergence([{ children: 1, value: 1, halfWidth: 0 }], 92)).toEqual([]);
  });
});

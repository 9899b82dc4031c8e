import { describe, expect, it } from '@jest/globals';
import { EXIT, Fault } from '../../worker/src/fault.ts';
import { parseSummary, SUMMARY_MAX_BYTES, type Summary } from '../../worker/src/summary.ts';
import { summaryLine } from '../../worker/src/summary-line.ts';

const small: Summary = {
  version: 1,
  simulation: 'sum',
  arrayJobId: 'run',
  headline: 'The mean is 4.5',
  quantity: 'Mean',
  value: 4.5,
  children: { expected: 10, received: 9, duplicates: 1, malformed: 0, missing: '3' },
  repeat: { terms: '10' },
  totals: { sum: '45' },
  rows: [{ label: 'terms', value: '10' }],
  warnings: ['one child is missing'],
  series: {
    running: [{ children: 1, value: 4.5 }],
    histogram: { from: 0, to: 1, counts: [1] },
  },
  computeSeconds: 1,
};

const running = (points: number) =>
  Array.from({ length: points }, (_, i) => ({
    children: i + 1,
    value: Math.PI * (1 + i / 1e6),
    halfWidth: Math.E / (i + 1),
  }));

/** As large as a simulation may make it, with text that takes most bytes. */
const worst = (text: string): Summary => ({
  ...small,
  headline: text.repeat(500),
  quantity: text.repeat(500),
  reference: { label: text.repeat(500), value: 1 },
  children: { ...small.children, missing: text.repeat(500) },
  repeat: Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`p${i}`, 'v'.repeat(500)])),
  totals: Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`t${i}`, '9'.repeat(40)])),
  rows: Array.from({ length: 100 }, () => ({ label: text.repeat(900), value: text.repeat(900) })),
  warnings: Array.from({ length: 100 }, () => text.repeat(900)),
  series: {
    running: running(10_000),
    histogram: { from: 0, to: 1, counts: Array.from({ length: 64 }, () => 2 ** 52 + 1) },
  },
});

describe('summaryLine', () => {
  it('is what a reader of the log gets back', () => {
    const { summary, line } = summaryLine(small);
    expect(summary).toEqual(small);
    expect(parseSummary(line)).toEqual(small);
  });

  it('keeps a full Summary whole', () => {
    const full = { ...small, series: { ...small.series, running: running(64) } };
    expect(summaryLine(full).summary).toEqual(full);
  });

  it('thins out the running estimate first, keeping its last point', () => {
    const rows = Array.from({ length: 32 }, () => ({
      label: 'l'.repeat(170),
      value: 'v'.repeat(170),
    }));
    const long = { ...small, rows, series: { ...small.series, running: running(64) } };
    const { summary } = summaryLine(long);
    expect(summary.series.running).toHaveLength(32);
    expect(summary.series.running.at(-1)).toEqual(running(64).at(-1));
    expect(summary.rows).toEqual(rows);
    expect(summary.series.histogram).toEqual(long.series.histogram);
  });

  it.each(['x', 'π', '"', '\\', '\n', '\u0001', '\ud800', '😀'])(
    'never is too long, and always a Summary, made of %j',
    (text) => {
      const { line } = summaryLine(worst(text));
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(SUMMARY_MAX_BYTES);
      expect(line).not.toContain('\n');
      expect(parseSummary(line)).toMatchObject({ value: 4.5, children: { expected: 10 } });
    },
  );

  it('puts a headline of several lines into one', () => {
    expect(summaryLine({ ...small, headline: 'one\ntwo' }).summary.headline).toBe('one two');
  });

  it.each<[string, Partial<Summary>, string]>([
    ['a value that is no number', { value: Number.NaN }, 'value'],
    ['an endless interval', { interval: { halfWidth: Infinity, confidence: 0.95 } }, 'halfWidth'],
    ['totals that are no integers', { totals: { sum: '4.5' } }, 'totals.sum'],
  ])('refuses %s and says where', (_, changed, where) => {
    const act = () => summaryLine({ ...small, ...changed });
    expect(act).toThrow(Fault);
    expect(act).toThrow(where);
    expect(act).toThrow(expect.objectContaining({ exitCode: EXIT.failed }));
  });
});

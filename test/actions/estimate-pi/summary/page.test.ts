import { readdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { page } from '../../../../actions/estimate-pi/src/summary/page.ts';
import { forkReport, hostileReport, REPORTS, reportOf } from './reports.ts';

const GOLDEN = 'test/actions/estimate-pi/summary/golden';

describe('the page under a run', () => {
  it.each([...REPORTS, { name: 'hostile-100', report: hostileReport() }])(
    'of $name is the golden one (UPDATE_GOLDEN=1 writes it)',
    async ({ name, report }) => {
      const file = `${GOLDEN}/${name}.md`;
      const markdown = page(report);
      if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(file, markdown);
      expect(markdown).toBe(await readFile(file, 'utf8'));
    },
  );

  it('has no golden file that nobody makes', async () => {
    const made = [...REPORTS.map(({ name }) => `${name}.md`), 'hostile-100.md'];
    expect((await readdir(GOLDEN)).sort()).toEqual(made.sort());
  });

  it('says first how it ended and what it found', () => {
    const [first, , second] = page(reportOf('well', 100)).split('\n');
    expect(first).toMatch(/^## ✅ Pi ≈ <ins>3\.14\d*<\/ins>\d* ± 0\.000\d+$/);
    expect(second).toMatch(/^Pi is approximately 3\.14/);
    expect(page(reportOf('stuck', 100))).toMatch(
      /^## ⛔ The compute environment Pi is DISABLED.*\n\n\*\*What to do:\*\* Enable it/,
    );
  });

  it('counts the time of a run that it was only attached to', () => {
    const report = reportOf('well', 100);
    const { array, summarize } = report.ending;
    const later = (summarize?.stoppedAt ?? 0) + 86_400_000;
    const attached = { ...report, startedAt: later, endedAt: later + 2_000 };
    const ran = ((summarize?.stoppedAt ?? 0) - (array?.createdAt ?? 0)) / 1000;
    expect(page(attached)).toContain(`| 2&nbsp;min&nbsp;${Math.round(ran - 120)}&nbsp;s |`);
  });

  it('shows whatever a fork may say', () => {
    expect(page(forkReport(100, 10.4506, 0.0123))).toMatch(
      /^## ✅ The option&#39;s price in € ≈ 10\.451 ± 0\.012\n\nThe option is worth 10\.4506\n\n\|/,
    );
    for (const value of [0, -1e-9, 1.6e-19, 12_345_678.9, 6e23]) {
      for (const halfWidth of [undefined, 0, Math.abs(value) / 1e3, Math.abs(value) * 1e3]) {
        const charts = page(forkReport(100, value, halfWidth)).match(/xychart-beta[^`]*/g) ?? [];
        // A power of ten would be a syntax error to Mermaid.
        for (const chart of charts) expect(chart).not.toMatch(/\de|NaN|Infinity|--> "/);
      }
    }
  });

  it('is bounded at any size, and gives up the least important first', () => {
    const report = reportOf('failed', 10_000);
    const { failures } = report.ending;
    const lines = Array(12).fill('x'.repeat(300));
    const groups = Array.from({ length: 200 }, (_, i) => ({
      cause: `cause ${i} ${'y'.repeat(280)}`,
      indices: [i],
      examples:
        i < 5
          ? [
              {
                index: i,
                attempts: Array.from({ length: 10 }, (_, n) => `${n}${'z'.repeat(299)}`),
                lines,
                says: undefined,
                logStream: 'x'.repeat(100),
              },
            ]
          : [],
    }));
    const worst = {
      ...report,
      ending: { ...report.ending, failures: { ...failures, groups, total: 200, interrupted: 0 } },
    };
    expect(Buffer.byteLength(page(worst))).toBeLessThan(60_000);
    const sizes = [60_000, 10_000, 5_000, 1_000].map((budget) => {
      const markdown = page(worst, budget);
      expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(budget);
      return [
        markdown.includes('<pre>'),
        markdown.includes('All figures'),
        markdown.startsWith('## ❌'),
      ];
    });
    expect(sizes).toEqual([
      [true, true, true],
      [false, true, true],
      [false, false, true],
      [false, false, true],
    ]);
  });

  it('counts bytes, and never cuts a character in two', () => {
    for (let budget = 20; budget < 80; budget++) {
      const markdown = page(reportOf('stuck', 2), budget);
      expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(budget);
      expect(markdown).not.toContain('\uFFFD');
    }
  });
});

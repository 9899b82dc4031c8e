import { readdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { page } from '../../../../actions/estimate-pi/src/summary/page.ts';
import { hostileReport, REPORTS, reportOf } from './reports.ts';

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

  it('is bounded at any size, and gives up the least important first', () => {
    const report = reportOf('failed', 10_000);
    const { failures } = report.ending;
    const lines = Array(12).fill('x'.repeat(300));
    const groups = Array.from({ length: 200 }, (_, i) => ({
      cause: `cause ${i} ${'y'.repeat(280)}`,
      indices: [i],
      examples: i < 5 ? [{ index: i, attempts: Array(10).fill('z'.repeat(300)), lines }] : [],
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

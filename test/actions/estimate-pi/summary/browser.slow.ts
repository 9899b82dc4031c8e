/** Every page in a browser: each chart read and drawn by Mermaid itself, with a picture for people. */
import { mkdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { page } from '../../../../actions/estimate-pi/src/summary/page.ts';
import { openBrowser, show } from './browser.ts';
import { forkReport, HOSTILE, hostileReport, REPORTS, reportOf } from './reports.ts';

/** Kept after the test, to be looked at. */
const PICTURES = '.cache/summary';

const CONSOLE = 'https://eu-west-1.console.aws.amazon.com/';
const OWN_TAGS = [
  'blockquote',
  'code',
  'details',
  'h2',
  'h3',
  'hr',
  'a',
  'ins',
  'p',
  'pre',
  'strong',
  'sub',
  'summary',
  'table',
  'tbody',
  'td',
  'th',
  'thead',
  'tr',
];

function pageOf(name: string): string {
  const report = REPORTS.find((each) => each.name === name)?.report;
  if (report === undefined) throw new Error(`there is no report ${name}`);
  return page(report);
}

describe('the page in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    await mkdir(PICTURES, { recursive: true });
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  it.each(REPORTS)('of $name is drawn', async ({ name, report }) => {
    const markdown = page(report);
    const shown = await show(browser, markdown, `${PICTURES}/${name}.png`);
    const charts = markdown.split('```mermaid').length - 1;
    expect(shown.complaints).toEqual(Array(charts).fill(null));
    expect(shown.incidents).toEqual([]);
  });

  it.each(['well-100', 'failed-100'])('of %s is drawn in the dark', async (name) => {
    const markdown = pageOf(name);
    const shown = await show(browser, markdown, `${PICTURES}/${name}-dark.png`, 'dark');
    expect(new Set(shown.complaints)).toEqual(new Set([null]));
    expect(shown.incidents).toEqual([]);
  });

  it.each(['well-100', 'partial-100', 'well-10000'])('of %s has three charts', (name) => {
    expect(pageOf(name).match(/```mermaid/g)).toHaveLength(3);
  });

  it('of forks that find anything is drawn', async () => {
    const values = [0, -1e-9, 1.6e-19, 12_345_678.9, 6e23];
    const reports = [
      ...values.map((value) => forkReport(100, value, Math.abs(value) / 1e3)),
      ...['', '€', 'ΔG / kJ'].map((quantity) => forkReport(100, 1, 0.1, quantity)),
    ];
    const shown = await show(
      browser,
      reports.map((report) => page(report)).join('\n\n'),
      `${PICTURES}/forks.png`,
    );
    expect(shown.complaints.length).toBeGreaterThan(2 * reports.length);
    expect(new Set(shown.complaints)).toEqual(new Set([null]));
  });

  it('shows of a hostile child nothing but its text', async () => {
    const [hostile, harmless] = [page(hostileReport()), page(reportOf('partial', 100))];
    const [evil, plain] = [
      await show(browser, hostile, `${PICTURES}/hostile-100.png`),
      await show(browser, harmless, `${PICTURES}/harmless-100.png`),
    ];
    expect(evil.incidents).toEqual([]);
    expect(evil.complaints).toEqual(plain.complaints);
    expect(evil.tags.filter((tag) => !OWN_TAGS.includes(tag))).toEqual([]);
    expect(evil.links.filter((link) => !link.startsWith(CONSOLE))).toEqual([]);
    expect(evil.headings.slice(1)).toEqual(plain.headings.slice(1));
    // The words are there, to be read.
    expect(evil.headings[0]).toContain('<script>alert(1)</script>');
    const [log] = evil.preformatted;
    for (const line of HOSTILE.slice(0, 2)) expect(log).toContain(line);
  });
});

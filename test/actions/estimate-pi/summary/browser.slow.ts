/** Every page in a browser: each chart read and drawn by Mermaid itself, with a picture for people. */
import { mkdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { page } from '../../../../actions/estimate-pi/src/summary/page.ts';
import { openBrowser, show } from './browser.ts';
import { HOSTILE, hostileReport, REPORTS, reportOf } from './reports.ts';

/** Kept after the test, to be looked at. */
const PICTURES = '.cache/summary';

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
  'summary',
  'table',
  'tbody',
  'td',
  'th',
  'thead',
  'tr',
];

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

  it.each(['well-100', 'partial-100', 'well-10000'])('of %s has three charts', (name) => {
    const report = REPORTS.find((each) => each.name === name)?.report;
    expect(report && page(report).match(/```mermaid/g)).toHaveLength(3);
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
    expect(evil.links).toEqual(plain.links);
    expect(evil.headings.slice(1)).toEqual(plain.headings.slice(1));
    // The words are there, to be read.
    expect(evil.headings[0]).toContain('<script>alert(1)</script>');
    const [log] = evil.preformatted;
    for (const line of HOSTILE.slice(0, 2)) expect(log).toContain(line);
  });
});

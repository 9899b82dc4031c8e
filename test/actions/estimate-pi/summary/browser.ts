/** A page of GitHub Markdown in a real browser, nearly as GitHub shows it but without its sanitizer. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { marked } from 'marked';
import { type Browser, chromium, type Page } from 'playwright-core';
import { provide } from '../../../support/packages.ts';

const require = createRequire(import.meta.url);
/** Runs in the page, where there is a document. */
const IN_PAGE = 'test/actions/estimate-pi/summary/in-page.js';
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
/** With fonts for the words and for the marks. */
const PACKAGES = { chromium: ['chromium', 'fonts-liberation', 'fonts-noto-color-emoji'] };

/** What a page looked like, and what it tried. */
export interface Shown {
  /** Mermaid's complaint about each chart, null for one that it draws. */
  readonly complaints: readonly (string | null)[];
  /** Tags of all elements that the Markdown made, sorted, each once. */
  readonly tags: readonly string[];
  readonly headings: readonly string[];
  readonly links: readonly string[];
  /** Text of `<pre>` elements. */
  readonly preformatted: readonly string[];
  /** Errors, dialogs and requests of the page: all of them are wrong. */
  readonly incidents: readonly string[];
}

/** Installs it where that is possible and needed. @throws {Error} in one line, where it is not */
export async function openBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) provide(PACKAGES);
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** GitHub has a theme of its own for the charts of each. */
export type Theme = 'light' | 'dark';

/** @param picture where a picture of the page goes */
export async function show(
  browser: Browser,
  markdown: string,
  picture: string,
  theme: Theme = 'light',
): Promise<Shown> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  try {
    const incidents = await open(page, markdown, theme);
    const found = await page.evaluate<Omit<Shown, 'complaints' | 'incidents'>>('look()');
    const complaints = await page.evaluate<Shown['complaints']>(`draw('${theme}')`);
    await page.evaluate('unfold()');
    await page.screenshot({ path: picture, fullPage: true });
    return { ...found, complaints, incidents };
  } finally {
    await page.close();
  }
}

async function open(page: Page, markdown: string, theme: Theme): Promise<string[]> {
  const incidents: string[] = [];
  page.on('pageerror', (error) => incidents.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    incidents.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => incidents.push(`request: ${request.url()}`));
  const css = await readFile(
    require.resolve(`github-markdown-css/github-markdown-${theme}.css`),
    'utf8',
  );
  const html = await marked.parse(markdown.replaceAll(/^> \[!(\w+)\]$/gm, '> **$1**\n>'));
  await page.setContent(
    `<!doctype html><meta charset="utf-8"><style>${css}
      body { margin: 24px; background: ${theme === 'dark' ? '#0d1117' : '#fff'}; } article { max-width: 920px; } blockquote { border-color: #9a6700 !important; }
    </style><article class="markdown-body">${html}</article>`,
  );
  await page.addScriptTag({ path: require.resolve('mermaid/dist/mermaid.min.js') });
  await page.addScriptTag({ path: IN_PAGE });
  return incidents;
}

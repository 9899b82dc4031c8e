import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { reporter } from '../../../actions/estimate-pi/src/reporter.ts';
import type { Report } from '../../../actions/estimate-pi/src/summary/report.ts';
import { tell } from '../../../actions/estimate-pi/src/tell.ts';

const REPORT: Report = {
  ending: { kind: 'failed', cause: 'x\n::error::y', remedy: 'z' },
  title: 'Sum',
  stackName: 'Stack',
  region: undefined,
  hasConsole: false,
  logGroup: undefined,
  arrayJobId: 'a',
  summarizeJobId: undefined,
  size: 4,
  uses: './actions/sum',
  startedAt: 0,
  endedAt: 1_000,
  pricePerVcpuHour: 0,
};
const before = { ...process.env };
let written: string[];

beforeEach(() => {
  written = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...before };
  process.exitCode = undefined;
});

it('says last what happened, although outputs and page cannot be written', async () => {
  process.env['GITHUB_OUTPUT'] = '/nowhere/output';
  process.env['GITHUB_STEP_SUMMARY'] = '/nowhere/summary.md';
  await tell(REPORT, '42', reporter);
  expect(process.exitCode).toBe(1);
  expect(written).toEqual([
    expect.stringMatching(/^::warning::The outputs could not be written: .*\/nowhere\/output\n$/),
    expect.stringMatching(/^::warning::The job summary could not be written: .*\n$/),
    '::error::x ::error::y%0Az\n',
  ]);
});

it('goes without a page where there is none', async () => {
  delete process.env['GITHUB_OUTPUT'];
  delete process.env['GITHUB_STEP_SUMMARY'];
  await tell(REPORT, '42', reporter);
  expect(written.at(-1)).toBe('::error::x ::error::y%0Az\n');
});

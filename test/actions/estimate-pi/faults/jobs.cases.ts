/** What may happen to the jobs themselves. */
import { expect } from '@jest/globals';
import type { Case } from './case.ts';

const ESTIMATE = /^::notice::Pi is approximately 3\.14\d* ± /;

export const jobCases: readonly Case[] = [
  {
    name: 'a child fails once, then succeeds',
    scene: { program: { child: (index, attempt) => (index === 7 && attempt === 1 ? 75 : 0) } },
    exitCode: 0,
    last: ESTIMATE,
  },
  {
    name: 'a child fails always',
    scene: { program: { child: (index) => (index === 7 ? 65 : 0) } },
    exitCode: 1,
    last: /^::error::1 of 20 children failed \(7\): exit code 65 \(.*\): error: child 7 was told to fail; summarize was skipped\nLook at/,
  },
  {
    name: 'a child fails always, partial',
    scene: {
      inputs: { 'on-child-failure': 'partial' },
      program: { child: (index) => (index === 7 ? 65 : 0) },
    },
    exitCode: 0,
    last: ESTIMATE,
    also: ({ jobs, outputs, page, lines }) => {
      expect(jobs).toHaveLength(3);
      const second = jobs.find(({ jobId }) => jobId === outputs['summarize-job-id']);
      expect(second).toMatchObject({ status: 'SUCCEEDED', dependsOn: [] });
      expect(second?.parameters).toMatchObject({ allowPartial: 'true' });
      expect(lines.join('\n')).toContain('1 of 20 children failed; summarizing the other 19');
      expect(page).toContain('19 of 20');
    },
  },
  {
    name: 'a child fails always, partial, and summarize fails',
    scene: {
      inputs: { 'on-child-failure': 'partial' },
      program: { child: (index) => (index === 7 ? 65 : 0), summarize: () => 65 },
    },
    exitCode: 1,
    last: /^::error::The summarize job failed: exit code 65/,
    also: ({ jobs, page }) => {
      expect(jobs).toHaveLength(3);
      expect(page).toContain('### Failed children');
    },
  },
  {
    name: 'every child fails, partial',
    scene: { inputs: { 'on-child-failure': 'partial' }, program: { child: () => 64 } },
    exitCode: 1,
    last: /^::error::20 of 20 children failed \(0-19\): exit code 64/,
  },
  {
    name: '300 children fail',
    scene: {
      inputs: { 'array-size': '1000' },
      vcpus: 500,
      program: { child: (index) => (index < 300 ? 64 : 0) },
    },
    exitCode: 1,
    last: /^::error::300 of 1,000 children failed \(0-299\): exit code 64 \(bad input\)/,
    also: ({ page }) => expect(Buffer.byteLength(page)).toBeLessThan(20_000),
  },
  {
    name: 'summarize fails',
    scene: { program: { summarize: () => 65 } },
    exitCode: 1,
    last: /^::error::The summarize job failed: exit code 65 \(.*\): error: told to fail\nRun it again/,
    also: ({ page }) => expect(page).toContain('<pre>error: told to fail</pre>'),
  },
  {
    name: 'summarize succeeds on its second attempt',
    scene: { program: { summarize: (attempt) => (attempt === 1 ? 75 : 0) } },
    exitCode: 0,
    last: ESTIMATE,
  },
  {
    name: 'ten thousand children',
    scene: {
      inputs: { 'array-size': '10000' },
      vcpus: 2_000,
      program: { childMs: 20_000 },
    },
    exitCode: 0,
    last: ESTIMATE,
    also: ({ calls, page, tookMs, lines }) => {
      const polls = calls.get('batch:DescribeJobs') ?? 0;
      const all = [...calls.values()].reduce((sum, count) => sum + count, 0);
      // Eleven pages of children, two submissions, the log; three of them are the jobs' own calls.
      expect(all - polls).toBeLessThanOrEqual(25);
      expect(polls).toBeLessThanOrEqual(tookMs / 4_000);
      expect(lines.length).toBeLessThan(100);
      expect(Buffer.byteLength(page)).toBeLessThan(100_000);
    },
  },
];

import { stripVTControlCharacters } from 'node:util';
import type { JobDetail } from '@aws-sdk/client-batch';
import { describe, expect, it } from '@jest/globals';
import { Display } from '../../../local/demo/display.ts';
import { follow } from '../../../local/demo/follow.ts';
import { count } from '../../../local/demo/stages.ts';

const job = (status: string, more: Partial<JobDetail> = {}): JobDetail =>
  ({ jobId: '8f1c2a6e-0000', status, ...more }) as JobDetail;

const array = (status: string, statusSummary: Record<string, number>) =>
  job(status, { arrayProperties: { size: 4, statusSummary }, parameters: { seed: '1234' } });

describe('count', () => {
  it('reads the status summary of an array job', () => {
    expect(count(array('PENDING', { SUCCEEDED: 1, RUNNING: 1, STARTING: 1, FAILED: 1 }))).toEqual({
      size: 4,
      succeeded: 1,
      failed: 1,
      running: 2,
    });
  });

  it('takes a plain job as an array of one', () => {
    expect(count(job('SUCCEEDED'))).toMatchObject({ size: 1, succeeded: 1, running: 0 });
    expect(count(job('RUNNING'))).toMatchObject({ succeeded: 0, running: 1 });
  });
});

/** Plays a script of answers, one a poll, and returns the lines shown. */
async function play(script: { array: JobDetail; summarize: JobDetail }[], reclaimed = [0, 0]) {
  const lines: string[] = [];
  const screen = { write: (text: string) => lines.push(stripVTControlCharacters(text)) };
  let poll = -1;
  const source = {
    jobs: async () => script[++poll],
    reclaims: async () =>
      reclaimed.slice(0, poll).map((_, index) => ({ index, reason: 'Host EC2' })),
  };
  const expected = reclaimed.length;
  await follow(
    source,
    new Display(screen, () => 0),
    expected,
    async () => {},
    AbortSignal.timeout(5000),
  );
  return lines.map((line) => line.replaceAll(/\s+/g, ' ').trim());
}

describe('follow', () => {
  const pending = { array: array('PENDING', { RUNNABLE: 4 }), summarize: job('PENDING') };

  it('shows each stage once, whatever the number of polls', async () => {
    const lines = await play([
      pending,
      { array: array('PENDING', { RUNNING: 2 }), summarize: job('PENDING') },
      { array: array('PENDING', { SUCCEEDED: 2, RUNNING: 2 }), summarize: job('PENDING') },
      { array: array('SUCCEEDED', { SUCCEEDED: 4 }), summarize: job('RUNNABLE') },
      { array: array('SUCCEEDED', { SUCCEEDED: 4 }), summarize: job('RUNNING') },
      { array: array('SUCCEEDED', { SUCCEEDED: 4 }), summarize: job('SUCCEEDED') },
    ]);
    expect(lines).toEqual([
      '✓ submit array job 8f1c2a6e: 4 children, seed 1234 0.0 s',
      'summarize 8f1c2a6e depends on it',
      '⚠ spot children 0, 1: Host EC2 terminated, attempt 2 0.0 s',
      '✓ calculate 4/4, 2 retried 0.0 s',
    ]);
  });

  it('shows a failed array and why summarize did not run', async () => {
    const failed = array('FAILED', { SUCCEEDED: 3, FAILED: 1 });
    const skipped = job('FAILED', { statusReason: 'Dependent Job failed' });
    const lines = await play([{ array: failed, summarize: skipped }], []);
    expect(lines.slice(-2)).toEqual([
      expect.stringMatching(/^✗ calculate 3\/4, 1 failed/),
      expect.stringContaining('✗ summarize skipped: Dependent Job failed'),
    ]);
  });
});

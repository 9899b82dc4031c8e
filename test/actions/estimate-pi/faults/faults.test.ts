/** The table of faults: every one driven over HTTP through the built action. One line a case is printed. */
import { describe, expect, it } from '@jest/globals';
import { report, verify } from './case.ts';
import { followCases } from './follow.cases.ts';
import { jobCases } from './jobs.cases.ts';
import { play, Theatre } from './scene.ts';
import { stopCases } from './stop.cases.ts';
import { submitCases } from './submit.cases.ts';

const CASES = [...submitCases, ...followCases, ...jobCases, ...stopCases];

describe('the built action survives', () => {
  for (const row of CASES) {
    it.concurrent(row.name, async () => {
      const outcome = await play(row.scene);
      try {
        verify(row, outcome);
      } catch (error) {
        process.stdout.write(`\n${row.name}:\n${outcome.lines.join('\n')}\n`);
        throw error;
      }
      process.stdout.write(`${report(row, outcome)}\n`);
    });
  }

  it.concurrent('detaches, and attaches again', async () => {
    const theatre = await new Theatre({ program: { childMs: 10_000 } }).open();
    try {
      const detached = await theatre.step({ wait: 'false' });
      expect(detached.exitCode).toBe(0);
      expect(detached.lines.at(-1)).toMatch(/^::notice::The run goes on by itself/);
      expect(detached.outputs).not.toHaveProperty('estimate');
      const { 'array-job-id': array = '', 'summarize-job-id': summarize = '' } = detached.outputs;
      const attached = await theatre.step({ 'array-job-id': array, 'summarize-job-id': summarize });
      expect(attached.exitCode).toBe(0);
      expect(attached.jobs).toHaveLength(2);
      expect(attached.calls.get('batch:SubmitJob')).toBe(0);
      expect(attached.lines.at(-1)).toMatch(/^::notice::Pi is approximately/);
      expect(attached.queues).toEqual([]);
    } finally {
      await theatre.close();
    }
  });
});

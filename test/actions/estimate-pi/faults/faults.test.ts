/** The table of faults: every one driven over HTTP through the built action. One line a case is printed. */
import { describe, expect, it } from '@jest/globals';
import { report, verify } from './case.ts';
import { doctorCases } from './doctor.cases.ts';
import { at } from './faults.ts';
import { followCases } from './follow.cases.ts';
import { jobCases } from './jobs.cases.ts';
import { isOver, play, Theatre } from './scene.ts';
import { stopCases } from './stop.cases.ts';
import { submitCases } from './submit.cases.ts';

const CASES = [...submitCases, ...followCases, ...jobCases, ...stopCases, ...doctorCases];

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

  it.concurrent('waits its turn for longer than stuck-minutes', async () => {
    const theatre = await new Theatre({ vcpus: 1, program: { childMs: 300_000 } }).open();
    try {
      const inputs = { 'array-size': '2', 'stuck-minutes': '1' };
      const first = await theatre.step({ ...inputs, wait: 'false' });
      const second = await theatre.step({ ...inputs, 'timeout-minutes': '2' });
      expect(second.lines.join('\n')).toContain('Nothing has moved for 1:0');
      expect(second.outputs['ending']).toBe('timed-out');
      expect(second.errors[0]).toMatch(
        /^The step was not over after 2:00 .*: Another job is ahead in the queue; the run was ended\nIt is only a matter of time/,
      );
      const others = second.jobs.filter(({ jobId }) => jobId === first.outputs['array-job-id']);
      expect(others.map(isOver)).toEqual([false]);
    } finally {
      await theatre.close();
    }
  });

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

  it.concurrent('ends a run that it is attached to when it is cancelled', async () => {
    const theatre = await new Theatre({ program: { childMs: 600_000 }, timeScale: 5 }).open();
    try {
      const { outputs } = await theatre.step({ wait: 'false' });
      const { 'array-job-id': array = '', 'summarize-job-id': summarize = '' } = outputs;
      const ids = { 'array-job-id': array, 'summarize-job-id': summarize };
      const cancelled = await theatre.step(
        ids,
        at('batch:DescribeJobs', 3, (stage) => stage.interrupt()),
      );
      expect(cancelled.lines.at(-1)).toBe(
        '::error::The step was cancelled (SIGINT); the run was ended',
      );
      expect(cancelled.jobs.filter((job) => !isOver(job))).toEqual([]);
      expect(cancelled.queues).toEqual([]);
    } finally {
      await theatre.close();
    }
  });

  it.concurrent('leaves everything alone when the id to attach to is wrong', async () => {
    const theatre = await new Theatre({ program: { childMs: 600_000 } }).open();
    try {
      const { outputs } = await theatre.step({ wait: 'false' });
      const { 'array-job-id': array = '' } = outputs;
      const wrong = await theatre.step({ 'array-job-id': array, 'summarize-job-id': 'mistyped' });
      expect(wrong.lines.at(-1)).toMatch(/^::error::Batch does not know job mistyped%0ACheck/);
      expect(wrong.jobs.map(isOver)).toEqual([false, false]);
    } finally {
      await theatre.close();
    }
  });
});

/** Two steps: the first leaves a run that goes on, the second attaches to it or waits behind it. */
import { expect } from '@jest/globals';
import type { Case } from './case.ts';
import { at } from './faults.ts';
import { isOver, type Outcome } from './scene.ts';

const ESTIMATE = /^::notice::Pi is approximately 3\.14\d* ± /;
const detached = { wait: 'false' };

/** The inputs that attach to a step's run. */
function idsOf({ outputs }: Outcome): Record<string, string> {
  const { 'array-job-id': array = '', 'summarize-job-id': summarize = '' } = outputs;
  return { wait: 'true', 'array-job-id': array, 'summarize-job-id': summarize };
}

export const attachCases: readonly Case[] = [
  {
    name: 'detach, then attach',
    scene: { inputs: detached, program: { childMs: 10_000 } },
    again: async (theatre, first) => {
      expect(first.exitCode).toBe(0);
      expect(first.lines.at(-1)).toMatch(/^::notice::The run goes on by itself/);
      expect(first.outputs).not.toHaveProperty('estimate');
      expect(first.page).toMatch(/^## \S+ The run goes on/);
      expect(first.calls.get('batch:TerminateJob')).toBeUndefined();
      return theatre.step(idsOf(first));
    },
    exitCode: 0,
    last: ESTIMATE,
    also: ({ jobs, calls }) => {
      expect(jobs).toHaveLength(2);
      expect(calls.get('batch:SubmitJob')).toBe(0);
    },
  },
  {
    name: 'SIGINT while attached',
    scene: { inputs: detached, program: { childMs: 600_000 }, timeScale: 2 },
    again: (theatre, first) =>
      theatre.step(
        idsOf(first),
        at('batch:DescribeJobs', 3, (stage) => stage.interrupt()),
      ),
    exitCode: 1,
    last: /^::error::The step was cancelled \(SIGINT\); the run was ended$/,
  },
  {
    name: 'attach to an id that is unknown',
    scene: { inputs: detached, program: { childMs: 600_000 } },
    again: (theatre, first) => theatre.step({ ...idsOf(first), 'summarize-job-id': 'mistyped' }),
    exitCode: 1,
    last: /^::error::Batch does not know job mistyped\nCheck/,
    goesOn: true,
    also: ({ jobs }) => expect(jobs.map(isOver)).toEqual([false, false]),
  },
  {
    name: 'attach to the ids in the wrong order',
    scene: { inputs: detached, program: { childMs: 600_000 } },
    again: (theatre, first) => {
      const { 'array-job-id': array = '', 'summarize-job-id': summarize = '' } = first.outputs;
      const swapped = { 'array-job-id': summarize, 'summarize-job-id': array };
      return theatre.step({ ...idsOf(first), ...swapped });
    },
    exitCode: 1,
    last: /^::error::Input array-job-id: job \S+ is made from Pi-Summarize, not from Pi-Calculate/,
    goesOn: true,
    also: ({ jobs }) => expect(jobs.map(isOver)).toEqual([false, false]),
  },
  {
    name: 'its turn comes later than stuck-minutes',
    scene: {
      vcpus: 1,
      inputs: { ...detached, 'array-size': '2', 'stuck-minutes': '1' },
      program: { childMs: 300_000 },
    },
    again: async (theatre, first) => {
      const second = await theatre.step({ wait: 'true', 'timeout-minutes': '2' });
      const others = second.jobs.filter(({ jobId }) => jobId === first.outputs['array-job-id']);
      expect(others.map(isOver)).toEqual([false]);
      return second;
    },
    exitCode: 1,
    last: /^::error::The step was not over after 2:00 .*: Another job is ahead in the queue; the run was ended\nIt is only a matter of time/,
    arrays: 2,
    goesOn: true,
    also: ({ jobs, lines, outputs }) => {
      expect(lines.join('\n')).toContain('Nothing has moved for 1:0');
      expect(outputs['ending']).toBe('timed-out');
      const own = jobs.filter(({ jobId }) => jobId === outputs['array-job-id']);
      expect(own.map(isOver)).toEqual([true]);
    },
  },
];

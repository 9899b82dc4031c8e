/** What may stop the action itself. */
import { expect } from '@jest/globals';
import type { Case } from './case.ts';
import { at } from './faults.ts';

const CANCELLED =
  /^::error::The step was cancelled \(SIGINT\); (the run was ended|no job was left to end)$/;
/** Slower than elsewhere: what counts here is a few seconds that the machine must not eat up. */
const timeScale = 5;
const long = { childMs: 600_000 };

export const stopCases: readonly Case[] = [
  {
    name: 'SIGINT before the reply to SubmitJob',
    scene: {
      timeScale,
      program: long,
      fault: (stage) => async (call, next) => {
        const reply = await next();
        if (call.operation !== 'SubmitJob') return reply;
        stage.interrupt();
        return new Promise(() => {});
      },
    },
    exitCode: 1,
    last: CANCELLED,
    also: ({ jobs }) => expect(jobs).toHaveLength(1),
  },
  {
    name: 'SIGINT, and the reply to SubmitJob comes late',
    scene: {
      timeScale,
      program: long,
      fault: (stage) => async (call, next) => {
        const reply = await next();
        if (call.operation === 'SubmitJob') {
          stage.interrupt();
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        return reply;
      },
    },
    exitCode: 1,
    last: CANCELLED,
    also: ({ jobs, outputs }) =>
      expect(jobs.map(({ jobId }) => jobId)).toEqual([outputs['array-job-id']]),
  },
  {
    name: 'SIGINT while following',
    scene: {
      timeScale,
      program: long,
      fault: at('batch:DescribeJobs', 3, (stage) => stage.interrupt()),
    },
    exitCode: 1,
    last: CANCELLED,
    also: ({ calls }) => expect(calls.get('batch:TerminateJob')).toBe(2),
  },
  {
    name: 'SIGINT while reading logs',
    scene: {
      timeScale,
      program: { silent: true },
      fault: at('logs:GetLogEvents', 2, (stage) => stage.interrupt()),
    },
    exitCode: 1,
    last: CANCELLED,
    also: ({ calls }) => expect(calls.get('batch:TerminateJob')).toBeUndefined(),
  },
  {
    name: 'SIGINT before anything is submitted',
    scene: {
      fault: (stage) => () => {
        stage.interrupt();
        return new Promise(() => {});
      },
    },
    exitCode: 1,
    last: /^::error::The step was cancelled \(SIGINT\)/,
    arrays: 0,
  },
  {
    name: 'killed while following',
    scene: { program: long, fault: at('batch:DescribeJobs', 3, (stage) => stage.kill()) },
    exitCode: 1,
    last: /^::error::The step was killed; Batch accepted the end of \S+ and \S+$/,
  },
  {
    name: 'killed before the reply to SubmitJob',
    scene: {
      timeScale,
      program: long,
      fault: (stage) => async (call, next) => {
        const reply = await next();
        if (call.operation === 'SubmitJob') stage.kill();
        return reply;
      },
    },
    exitCode: 1,
    last: /^::error::The step was killed; Batch accepted the end of \S+$/,
  },
  {
    name: 'timeout',
    scene: { program: long, inputs: { 'timeout-minutes': '1' } },
    exitCode: 1,
    last: /^::error::The step was not over after 1:00 \(timeout-minutes\); the run was ended$/,
  },
];

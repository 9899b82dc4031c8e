/** What may stop the action itself. */
import { expect } from '@jest/globals';
import { AwsError } from '../../../../local/aws/index.ts';
import type { Case } from './case.ts';
import { at, both, refused } from './faults.ts';
import { isOver } from './scene.ts';

const CANCELLED =
  /^::error::The step was cancelled \(SIGINT\); (the run was ended|no job was left to end)$/;
const ENDED_BY_POST =
  /^::error::The step could not end its run in time; Batch accepted the end of \S+ and \S+$/;
/** Slower than elsewhere: what counts here is a few seconds that the machine must not eat up. */
const timeScale = 2;
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
    last: /^::error::The step was cancelled \(SIGINT\)$/,
    arrays: 0,
    also: ({ outputs }) => expect(outputs).toEqual({ ending: 'cancelled' }),
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
    name: 'killed before the reply to SubmitJob of summarize',
    scene: {
      timeScale,
      program: long,
      fault: (stage) => async (call, next) => {
        const reply = await next();
        if (stage.count('batch:SubmitJob') === 2 && call.operation === 'SubmitJob') stage.kill();
        return reply;
      },
    },
    exitCode: 1,
    last: /^::error::The step was killed; Batch accepted the end of \S+ and \S+$/,
    also: ({ jobs }) => expect(jobs).toHaveLength(2),
  },
  {
    name: 'SIGINT, and killed while it ends the run',
    scene: {
      timeScale,
      program: long,
      fault: both(
        at('batch:DescribeJobs', 3, (stage) => stage.interrupt()),
        at('batch:TerminateJob', 1, (stage) => stage.kill()),
      ),
    },
    exitCode: 1,
    last: ENDED_BY_POST,
  },
  {
    name: 'SIGINT, and 429 for 10 s to what ends the run',
    scene: {
      timeScale,
      program: long,
      fault: (stage) => {
        let since: number | undefined;
        const throttled = refused(
          ({ operation }) => {
            if (operation !== 'TerminateJob') return false;
            since ??= stage.elapsed();
            return stage.elapsed() - since < 10_000;
          },
          new AwsError('TooManyRequestsException', 'Rate exceeded', 429),
        );
        return both(
          at('batch:DescribeJobs', 3, () => stage.interrupt()),
          throttled,
        )(stage);
      },
    },
    exitCode: 1,
    last: ENDED_BY_POST,
    also: ({ lines }) => {
      expect(lines.join('\n')).toContain(
        'the run could not be ended yet, which the end of the job',
      );
    },
  },
  {
    name: 'SIGINT, and the credentials have expired',
    scene: {
      timeScale,
      program: long,
      fault: both(
        at('batch:DescribeJobs', 3, (stage) => stage.interrupt()),
        refused(
          (_call, stage) => stage.count('batch:TerminateJob') > 0,
          new AwsError('ExpiredTokenException', 'The security token included is expired', 403),
        ),
      ),
    },
    exitCode: 1,
    last: /^::error::The step could not end its run in time; Batch did not accept the end of \S+ and \S+\nTerminate them/,
    goesOn: true,
    also: ({ jobs, page, lines }) => {
      expect(jobs.map(isOver)).toEqual([false, false]);
      expect(page).toContain('ExpiredTokenException');
      expect(lines.filter((line) => line.startsWith('::warning::Could not'))).toHaveLength(6);
    },
  },
  {
    name: "the run's queue cannot be deleted",
    scene: {
      // The first one asks for its own run: the summarize job.
      fault: refused(
        ({ operation }, stage) => operation === 'GetQueueUrl' && stage.count('sqs:GetQueueUrl') > 1,
        new AwsError('AccessDenied', 'not authorized to perform: sqs:GetQueueUrl', 403),
      ),
    },
    exitCode: 0,
    last: /^::notice::No job of the run goes on; its queue is left to the daily sweep$/,
    also: ({ lines, page }) => {
      expect(lines.join('\n')).toMatch(/^::notice::Pi is approximately/m);
      expect(lines.join('\n')).toMatch(/^::warning::Could not delete queue Pi-results-/m);
      expect(page).toContain('Pi ≈');
    },
  },
  {
    name: 'timeout',
    scene: { program: long, inputs: { 'timeout-minutes': '1' } },
    exitCode: 1,
    last: /^::error::The step was not over after 1:00 \(timeout-minutes\); the run was ended$/,
  },
];

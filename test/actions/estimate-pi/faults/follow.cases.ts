/** What may happen while a run is followed and its log is read. */
import { ListJobsCommand, TerminateJobCommand } from '@aws-sdk/client-batch';
import { expect } from '@jest/globals';
import { AwsError } from '../../../../local/aws/index.ts';
import type { Case } from './case.ts';
import { answered, at, refused } from './faults.ts';
import { isArray } from './scene.ts';

const ESTIMATE = /^::notice::Pi is approximately 3\.14\d* ± /;
const MISSING = new AwsError(
  'ResourceNotFoundException',
  'The specified log stream does not exist.',
);

export const followCases: readonly Case[] = [
  {
    name: 'DescribeJobs stays empty',
    scene: { fault: answered((call) => call.operation === 'DescribeJobs', { jobs: [] }) },
    exitCode: 1,
    last: /^::error::Batch does not know job \S+, and has not for 3 minutes/,
  },
  {
    name: 'logs late by 20 s',
    scene: {
      fault: (stage) => {
        let first: number | undefined;
        const late = refused((call) => {
          if (call.operation !== 'GetLogEvents') return false;
          first ??= stage.elapsed();
          return stage.elapsed() - first < 20_000;
        }, MISSING);
        return late(stage);
      },
    },
    exitCode: 0,
    last: ESTIMATE,
    also: ({ lines }) =>
      expect(lines).toContain('The summarize job has succeeded; waiting for its log'),
  },
  {
    name: 'logs never',
    scene: { fault: refused((call) => call.operation === 'GetLogEvents', MISSING) },
    exitCode: 1,
    last: /^::error::The summarize job \S+ succeeded, but its log holds no Summary of this run\nRead log stream/,
  },
  {
    name: 'a log without a Summary',
    scene: { program: { silent: true } },
    exitCode: 1,
    last: /its log holds no Summary of this run/,
  },
  {
    name: 'a log full of workflow commands',
    scene: {
      program: {
        says: [
          '::set-output name=estimate::4',
          '  ::error::all is lost',
          'well\r::stop-commands::x',
          '##[error]all is lost',
          '\u001b[31mred\u001b[0m and \u0007',
        ],
      },
    },
    exitCode: 0,
    last: ESTIMATE,
    also: ({ lines, outputs, errors }) => {
      expect(Number(outputs['estimate'])).toBeCloseTo(Math.PI, 2);
      expect(errors).toEqual([]);
      expect(lines).toEqual(
        expect.arrayContaining([
          '|::set-output name=estimate::4',
          '|  ::error::all is lost',
          'well ::stop-commands::x',
          '# #[error]all is lost',
          'red and',
        ]),
      );
    },
  },
  {
    name: 'the array is terminated from outside',
    scene: {
      program: { childMs: 60_000 },
      fault: at('batch:DescribeJobs', 2, async ({ clients: { batch } }) => {
        const filters = [{ name: 'JOB_NAME', values: ['pi-*'] }];
        const { jobSummaryList: jobs } = await batch.send(
          new ListJobsCommand({ jobQueue: 'Pi', filters }),
        );
        const jobId = jobs?.find(isArray)?.jobId;
        await batch.send(new TerminateJobCommand({ jobId, reason: 'by the operator' }));
      }),
    },
    exitCode: 1,
    last: /^::error::20 of 20 children failed \(0-19\): .*by the operator/,
  },
];

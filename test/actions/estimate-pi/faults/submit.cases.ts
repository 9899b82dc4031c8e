/** What may happen to a submission. */
import { expect } from '@jest/globals';
import { AwsError } from '../../../../local/aws/index.ts';
import type { Case } from './case.ts';
import { answered, both, refused, replyLost } from './faults.ts';
import { isArray } from './scene.ts';

const ESTIMATE = /^::notice::Pi is approximately 3\.14\d* ± /;
const THROTTLED = new AwsError('TooManyRequestsException', 'Rate exceeded', 429);

export const submitCases: readonly Case[] = [
  {
    name: 'nothing goes wrong',
    scene: {},
    exitCode: 0,
    last: ESTIMATE,
    also: ({ outputs, jobs }) => {
      expect(Number(outputs['estimate'])).toBeCloseTo(Math.PI, 2);
      expect(Number(outputs['half-width'])).toBeGreaterThan(0);
      expect(outputs['seed']).toBe('42');
      expect(jobs.map(({ jobId }) => jobId).sort()).toEqual(
        [outputs['array-job-id'], outputs['summarize-job-id']].sort(),
      );
      expect(jobs.map(({ tags }) => tags?.['Repository'])).toEqual(Array(2).fill('you/your-fork'));
    },
  },
  {
    name: 'an array of one is a plain job',
    scene: { inputs: { 'array-size': '1' } },
    exitCode: 0,
    last: /^::notice::Pi is approximately 3\.1/,
    also: ({ jobs }) => expect(jobs.find(isArray)?.arrayProperties).toBeUndefined(),
  },
  {
    name: 'the reply is lost, the job listed late',
    scene: {
      program: { childMs: 60_000 },
      fault: both(
        replyLost('batch:SubmitJob'),
        answered(
          (call, stage) => call.operation === 'ListJobs' && stage.count('batch:SubmitJob') < 2,
          { jobSummaryList: [] },
        ),
      ),
    },
    exitCode: 0,
    last: ESTIMATE,
    arrays: 2,
    also: ({ jobs, outputs, lines }) => {
      const arrays = jobs.filter(isArray);
      const duplicate = arrays.find(({ jobId }) => jobId !== outputs['array-job-id']);
      expect(duplicate).toMatchObject({ isTerminated: true });
      expect(lines.join('\n')).toContain(`Terminated ${duplicate?.jobId}, a duplicate`);
    },
  },
  {
    name: 'the reply of summarize is lost, the job listed late',
    scene: {
      program: { childMs: 60_000 },
      fault: both(
        replyLost('batch:SubmitJob', 2),
        answered(
          (call, stage) => call.operation === 'ListJobs' && stage.count('batch:SubmitJob') < 3,
          { jobSummaryList: [] },
        ),
      ),
    },
    exitCode: 0,
    last: ESTIMATE,
    also: ({ jobs, outputs, lines }) => {
      const others = jobs.filter((job) => !isArray(job));
      expect(others).toHaveLength(2);
      const duplicate = others.find(({ jobId }) => jobId !== outputs['summarize-job-id']);
      expect(duplicate).toMatchObject({ isTerminated: true });
      expect(lines.join('\n')).toContain(`Terminated ${duplicate?.jobId}, a duplicate`);
    },
  },
  {
    name: '429 for 30 s',
    scene: {
      fault: refused(
        ({ service }, stage) => service === 'batch' && stage.elapsed() < 30_000,
        THROTTLED,
      ),
    },
    exitCode: 0,
    last: ESTIMATE,
  },
  {
    name: 'bad input',
    scene: { inputs: { samples: '1e6' } },
    exitCode: 1,
    last: /^::error::Input samples: "1e6" is not a whole number from 1 to 9007199254740992$/,
    arrays: 0,
    also: ({ calls, outputs }) => {
      expect([...calls.values()].every((count) => count === 0)).toBe(true);
      expect(outputs).toEqual({ ending: 'failed' });
    },
  },
  {
    name: 'no such stack',
    scene: { inputs: { 'stack-name': 'Tau' } },
    exitCode: 1,
    last: /There is no CloudFormation stack "Tau" in region local-1\nDeploy cloudformation\/pi\.yaml/,
    arrays: 0,
    also: ({ calls, outputs }) => {
      expect(calls.get('batch:SubmitJob')).toBeUndefined();
      expect(outputs).toEqual({ ending: 'failed' });
    },
  },
];

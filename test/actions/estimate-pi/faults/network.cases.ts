/**
 * What may happen on the way between the action and any AWS, by written schedules: these run on the
 * local AWS here, and through a proxy on moto in test/contract.
 */
import { expect } from '@jest/globals';
import { interceptBy } from '../../../faults/intercept.ts';
import { type Rule, written } from '../../../faults/schedule.ts';
import type { Case } from './case.ts';

export interface NetworkCase extends Case {
  readonly rules: readonly Rule[];
}

const ESTIMATE = /^::notice::Pi is approximately 3\.1\d* ± /;

function network(
  name: string,
  rules: readonly Rule[],
  rest: Partial<Omit<Case, 'name' | 'scene'>> = {},
): NetworkCase {
  const fault = () => interceptBy(written(rules)).intercept;
  return {
    name,
    rules,
    scene: { fault, program: { childMs: 15_000 } },
    exitCode: 0,
    last: ESTIMATE,
    ...rest,
  };
}

const refuse = (status: number, code: string, message: string) =>
  ({ kind: 'refuse', status, code, message }) as const;

const MISSING = refuse(
  400,
  'ResourceNotFoundException',
  'The specified log stream does not exist.',
);
const EXPIRED = refuse(403, 'ExpiredTokenException', 'The security token included is expired');
const DENIED = refuse(403, 'AccessDeniedException', 'not authorized to perform: batch:SubmitJob');
const INVALID = refuse(403, 'InvalidClientTokenId', 'The security token is invalid');

/** Two submissions, however often one of them was not heard of. */
const twoJobs: NonNullable<Case['also']> = ({ calls, jobs }) => {
  expect(calls.get('batch:SubmitJob')).toBe(2);
  expect(jobs).toHaveLength(2);
};

/** Calls from the first to the last. */
const span = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_each, at) => first + at);

/** For an AWS on which nothing else shows that it works. */
export const undisturbed = network('nothing in the way', [], { also: twoJobs });

export const networkCases: readonly NetworkCase[] = [
  network(
    'the reply to SubmitJob is lost',
    [{ on: 'SubmitJob', nth: [1], fault: { kind: 'lose' } }],
    { also: twoJobs },
  ),
  network(
    'the reply to SubmitJob of summarize is lost',
    [{ on: 'SubmitJob', nth: [2], fault: { kind: 'lose' } }],
    { also: twoJobs },
  ),
  network('SubmitJob is dropped', [{ on: 'SubmitJob', nth: [1], fault: { kind: 'drop' } }]),
  network('SubmitJob is answered with a 500', [
    { on: 'SubmitJob', nth: [1], fault: { kind: 'fail' } },
  ]),
  network('the connection is reset in mid-poll', [
    { on: 'DescribeJobs', nth: [2, 3], fault: { kind: 'drop' } },
  ]),
  network('a poll is never answered', [{ on: 'DescribeJobs', nth: [2], fault: { kind: 'hang' } }]),
  network('500s in a row', [{ on: 'DescribeJobs', nth: span(1, 4), fault: { kind: 'fail' } }]),
  network('429s in a row', [{ on: 'DescribeJobs', nth: span(2, 6), fault: { kind: 'throttle' } }]),
  network('replies are cut in half', [
    { on: 'DescribeJobs', nth: [2, 4], fault: { kind: 'corrupt' } },
  ]),
  network('polls happen twice', [{ on: 'DescribeJobs', fault: { kind: 'duplicate' } }]),
  network('every call is late', [{ on: '*', fault: { kind: 'delay', ms: 100 } }]),
  network(
    'DescribeJobs is empty at first',
    [{ on: 'DescribeJobs', nth: span(1, 3), fault: { kind: 'answer', output: { jobs: [] } } }],
    { also: ({ lines }) => expect(lines.join('\n')).toContain('submitted, not visible yet') },
  ),
  network('the log is late', [{ on: 'GetLogEvents', nth: span(1, 3), fault: MISSING }], {
    also: ({ lines }) =>
      expect(lines).toContain('The summarize job has succeeded; waiting for its log'),
  }),
  network('SubmitJob is denied', [{ on: 'SubmitJob', nth: [1], fault: DENIED }], {
    exitCode: 1,
    last: /AccessDenied.*\nThe role of this step needs the permission batch:SubmitJob/,
    arrays: 0,
  }),
  network('no credentials that AWS accepts', [{ on: 'DescribeStacks', fault: INVALID }], {
    exitCode: 1,
    last: /^::error::AWS does not accept the credentials: .*\nPut aws-actions\/configure-aws-credentials/,
    arrays: 0,
  }),
  // The last one: its jobs go on.
  network('the credentials expire', [{ on: 'DescribeJobs', nth: span(3, 1000), fault: EXPIRED }], {
    exitCode: 1,
    last: /^::error::The AWS credentials have expired.*\nAttach to it with fresh credentials: array-job-id: \S+, summarize-job-id: \S+$/,
    goesOn: true,
    also: ({ calls, jobs }) => {
      expect(calls.get('batch:TerminateJob')).toBeUndefined();
      expect(jobs.filter(({ isTerminated }) => isTerminated)).toEqual([]);
    },
  }),
];

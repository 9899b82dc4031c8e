/** `sweep` of the built action: only queues that nobody can want any more. */
import { describe, expect, it } from '@jest/globals';
import { uselessSince } from '../../../../actions/deploy-stack/src/commands/sweep.ts';
import { play } from '../play.ts';

const HOUR = 3_600_000;
const url = (id: string) => `https://sqs.eu-west-1.amazonaws.com/1/Pi-results-${id}`;

/** Array jobs and their queues: ages in hours. */
const RUNS = {
  'ended-long-ago': { status: 'FAILED', ended: 30, made: 40 },
  'ended-just-now': { status: 'SUCCEEDED', ended: 1, made: 40 },
  'still-running': { status: 'PENDING', ended: undefined, made: 40 },
  'forgotten-old': { status: undefined, ended: undefined, made: 40 },
  'forgotten-new': { status: undefined, ended: undefined, made: 1 },
} as const;

describe('sweep', () => {
  it('deletes queues of runs that ended long ago or are unknown and old, by the hundred', async () => {
    const start = Date.now();
    const many = Array.from({ length: 150 }, (_, n) => `many-${n}`);
    const { exitCode, outputs, summary, cloud } = await play(
      {
        stack: { status: 'UPDATE_COMPLETE', outputs: { ResultsQueuePrefix: 'Pi' } },
        answer: (action, nth, input) => {
          switch (action) {
            case 'sqs:ListQueues':
              return nth === 1
                ? { QueueUrls: Object.keys(RUNS).map(url), NextToken: 'more' }
                : { QueueUrls: many.map(url) };
            case 'batch:describejobs':
              return {
                jobs: (input['jobs'] as string[]).flatMap((jobId) => {
                  const run = RUNS[jobId as keyof typeof RUNS];
                  if (run === undefined) return [{ jobId, status: 'RUNNING' }];
                  if (run.status === undefined) return [];
                  const ended =
                    run.ended === undefined ? {} : { stoppedAt: start - run.ended * HOUR };
                  return [{ jobId, status: run.status, ...ended }];
                }),
              };
            case 'sqs:GetQueueAttributes': {
              const id = String(input['QueueUrl']).split('-results-')[1] as keyof typeof RUNS;
              const made = Math.floor((start - (RUNS[id]?.made ?? 40) * HOUR) / 1000);
              return { Attributes: { CreatedTimestamp: String(made) } };
            }
            case 'sqs:DeleteQueue':
              return {};
            default:
              return undefined;
          }
        },
      },
      { command: 'sweep' },
    );
    expect([exitCode, outputs['verdict']]).toEqual([0, 'swept']);
    const deleted = cloud.sent('sqs:DeleteQueue').map((input) => input['QueueUrl']);
    expect(deleted).toEqual([url('ended-long-ago'), url('forgotten-old')]);
    expect(cloud.count('batch:describejobs')).toBe(2);
    expect(summary).toContain('2 of 155 result queues Pi-results-&#42; deleted.');
  });

  it('deletes nothing when the jobs cannot be asked for', async () => {
    const { exitCode, cloud } = await play(
      {
        answer: (action) => {
          if (action === 'sqs:ListQueues') return { QueueUrls: [url('unknown')] };
          if (action !== 'batch:describejobs') return undefined;
          return { fault: 'AccessDeniedException', message: 'no', status: 403 };
        },
      },
      { command: 'sweep' },
    );
    expect(exitCode).toBe(1);
    expect(cloud.count('sqs:DeleteQueue')).toBe(0);
  });
});

describe('a result queue is useless', () => {
  const job = (status: string, stoppedAt?: number) =>
    ({ jobId: 'a', status, ...(stoppedAt === undefined ? {} : { stoppedAt }) }) as never;

  it('from the end of its array job, or from its making if Batch has forgotten the job', () => {
    expect(uselessSince(job('FAILED', 500), 100)).toBe(500);
    expect(uselessSince(job('SUCCEEDED'), 100)).toBe(100);
    expect(uselessSince(undefined, 100)).toBe(100);
  });

  it.each(['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING'])(
    'not while it is %s',
    (s) => {
      expect(uselessSince(job(s), 100)).toBeUndefined();
    },
  );
});

/** `sweep` of the built action: only queues that nobody can want any more. */
import { describe, expect, it } from '@jest/globals';
import { uselessSince } from '../../../../actions/deploy-stack/src/commands/sweep.ts';
import { url } from '../cloud/occupied.ts';
import type { Scene } from '../cloud/scene.ts';
import { play } from '../play.ts';

const HOUR = 3_600_000;
const JOB_QUEUE = 'arn:aws:batch:eu-west-1:1:job-queue/Pi';
const id = (n: number) => `00000000-0000-4000-8000-a${String(n).padStart(11, '0')}`;
const ENDED_LONG_AGO = id(1);
const ENDED_JUST_NOW = id(2);
const STILL_RUNNING = id(3);
const FORGOTTEN_OLD = id(4);
const FORGOTTEN_NEW = id(5);
/** Their arrays ended long ago, but a summarize job waits for capacity, or is at work. */
const SUMMARIZE_WAITS = id(6);
const SUMMARIZE_RUNS = id(7);
const FORGOTTEN_BUT_WANTED = id(8);

interface Run {
  readonly status?: string;
  readonly ended?: number;
  readonly made: number;
}

/** By their array jobs; ages in hours. */
const RUNS: Readonly<Record<string, Run>> = {
  [ENDED_LONG_AGO]: { status: 'FAILED', ended: 30, made: 40 },
  [ENDED_JUST_NOW]: { status: 'SUCCEEDED', ended: 1, made: 40 },
  [STILL_RUNNING]: { status: 'PENDING', made: 40 },
  [FORGOTTEN_OLD]: { made: 40 },
  [FORGOTTEN_NEW]: { made: 1 },
  [SUMMARIZE_WAITS]: { status: 'SUCCEEDED', ended: 30, made: 40 },
  [SUMMARIZE_RUNS]: { status: 'FAILED', ended: 30, made: 40 },
  [FORGOTTEN_BUT_WANTED]: { made: 40 },
};

/** Summarize jobs that have not ended, by their status. */
const SUMMARIZE: Readonly<Record<string, object>> = {
  PENDING: { jobId: 'a', dependsOn: [{ jobId: FORGOTTEN_BUT_WANTED }] },
  RUNNABLE: { jobId: 'b', dependsOn: [{ jobId: SUMMARIZE_WAITS }] },
  // Of this one Batch does not tell any more what it depended on.
  RUNNING: { jobId: 'c', parameters: { arrayJob: SUMMARIZE_RUNS, allowPartial: 'true' } },
};

function describeJob(jobId: string, start: number): readonly object[] {
  const summarize = Object.values(SUMMARIZE).find((job) => 'jobId' in job && job.jobId === jobId);
  if (summarize !== undefined) return [summarize];
  const run = RUNS[jobId];
  if (run === undefined) return [{ jobId, status: 'RUNNING' }];
  if (run.status === undefined) return [];
  const ended = run.ended === undefined ? {} : { stoppedAt: start - run.ended * HOUR };
  return [{ jobId, status: run.status, ...ended }];
}

/** An account with these runs, and with 150 more that go on. */
function account(start: number): NonNullable<Scene['answer']> {
  const many = Array.from({ length: 150 }, (_, n) => id(1_000 + n));
  return (action, nth, input) => {
    switch (action) {
      case 'sqs:ListQueues':
        return nth === 1
          ? { QueueUrls: [...Object.keys(RUNS), 'of-another'].map(url), NextToken: 'more' }
          : { QueueUrls: many.map(url) };
      case 'batch:listjobs': {
        const job = SUMMARIZE[String(input['jobStatus'])];
        return { jobSummaryList: input['jobQueue'] === JOB_QUEUE && job ? [job] : [] };
      }
      case 'batch:describejobs':
        return { jobs: (input['jobs'] as string[]).flatMap((job) => describeJob(job, start)) };
      case 'sqs:GetQueueAttributes': {
        const run = RUNS[String(input['QueueUrl']).split('-results-')[1] ?? ''];
        const made = Math.floor((start - (run?.made ?? 40) * HOUR) / 1000);
        return { Attributes: { CreatedTimestamp: String(made) } };
      }
      case 'sqs:DeleteQueue':
        return {};
      default:
        return undefined;
    }
  };
}

describe('sweep', () => {
  it('deletes queues of runs that ended long ago or are unknown and old, and no other', async () => {
    const { exitCode, outputs, summary, cloud } = await play(
      {
        stack: {
          status: 'UPDATE_COMPLETE',
          outputs: { ResultsQueuePrefix: 'Pi', JobQueueArn: JOB_QUEUE },
        },
        answer: account(Date.now()),
      },
      { command: 'sweep' },
    );
    expect([exitCode, outputs['verdict']]).toEqual([0, 'swept']);
    const deleted = cloud.sent('sqs:DeleteQueue').map((input) => input['QueueUrl']);
    expect(deleted).toEqual([url(ENDED_LONG_AGO), url(FORGOTTEN_OLD)]);
    expect(summary).toContain('2 of 158 result queues Pi-results-&#42; deleted.');
    expect(summary).toContain(
      `<code>${SUMMARIZE_WAITS}</code> | kept: a job that has not ended wants it`,
    );
    // By the hundred, and the unfinished jobs once.
    expect(cloud.count('batch:describejobs')).toBe(3);
  });

  it.each(['batch:describejobs', 'batch:listjobs'])(
    'deletes nothing when it may not ask for the jobs by %s',
    async (refused) => {
      const usual = account(Date.now());
      const { exitCode, cloud } = await play(
        {
          stack: { status: 'UPDATE_COMPLETE', outputs: { JobQueueArn: JOB_QUEUE } },
          answer: (action, nth, input) =>
            action === refused
              ? { fault: 'AccessDeniedException', message: 'no', status: 403 }
              : usual(action, nth, input),
        },
        { command: 'sweep' },
      );
      expect(exitCode).toBe(1);
      expect(cloud.count('sqs:DeleteQueue')).toBe(0);
    },
  );
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

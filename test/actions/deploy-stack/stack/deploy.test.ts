/** An apply of the built action that the stack does not take. */
import { describe, expect, it } from '@jest/globals';
import { CHANGES, play, UPDATED } from '../play.ts';

const APPLY = { command: 'apply' };

describe('a deployment', () => {
  it('starts again when another operation made its change set obsolete', async () => {
    const { exitCode, cloud } = await play(
      {
        stack: { status: 'UPDATE_COMPLETE' },
        changes: CHANGES,
        onExecute: UPDATED,
        answer: (action, nth) =>
          action === 'cloudformation:ExecuteChangeSet' && nth === 1
            ? { fault: 'InvalidChangeSetStatus', message: 'The change set is OBSOLETE' }
            : undefined,
      },
      APPLY,
    );
    expect(exitCode).toBe(0);
    expect(new Set(cloud.changeSets.names).size).toBe(2);
    expect(cloud.changeSets.existing.size).toBe(0);
  });

  it('names the first failure in time as the cause, neither the cancelled nor another', async () => {
    const { exitCode, log, outputs, summary } = await play(
      {
        stack: { status: 'UPDATE_COMPLETE' },
        changes: CHANGES,
        onExecute: [
          {
            status: 'UPDATE_IN_PROGRESS',
            events: [
              {
                resource: 'Other',
                status: 'UPDATE_FAILED',
                reason: 'of somebody else',
                at: 1,
                isForeign: true,
              },
              {
                resource: 'Summarize',
                status: 'UPDATE_FAILED',
                reason: 'Resource update cancelled',
                at: 2,
              },
              { resource: 'Late', status: 'UPDATE_FAILED', reason: 'a consequence', at: 9 },
              {
                resource: 'Queue',
                status: 'UPDATE_FAILED',
                reason: 'User is not authorized to perform: batch:UpdateJobQueue',
                at: 3,
              },
            ],
          },
          { status: 'UPDATE_ROLLBACK_IN_PROGRESS', reason: 'failed to update: [Queue]' },
          { status: 'UPDATE_ROLLBACK_COMPLETE' },
        ],
      },
      APPLY,
    );
    expect([exitCode, outputs['verdict']]).toEqual([1, 'failed']);
    expect(outputs['stack-status']).toBe('UPDATE_ROLLBACK_COMPLETE');
    const error = log.split('\n').find((line) => line.startsWith('::error::'));
    expect(error).toContain(
      'Queue (AWS::Batch::JobQueue) UPDATE_FAILED: User is not authorized to perform: batch:UpdateJobQueue%0AThe role that CloudFormation assumes may not do this',
    );
    expect(error).toContain('what was changed has been taken back');
    expect(summary.indexOf('not authorized')).toBeLessThan(summary.indexOf('a consequence'));
  });

  it('fails at the end of its time, and says what goes on', async () => {
    const { exitCode, log, outputs, cloud } = await play(
      {
        stack: { status: 'UPDATE_COMPLETE' },
        changes: CHANGES,
        onExecute: [{ status: 'UPDATE_IN_PROGRESS' }],
      },
      { ...APPLY, 'timeout-minutes': '1' },
      { timeScale: 10 },
    );
    expect([exitCode, outputs['verdict']]).toEqual([1, 'timed-out']);
    expect(log).toContain('::error::Gave up after 1 min (timeout-minutes), waiting for stack Pi');
    expect(cloud.stack.status).toBe('UPDATE_IN_PROGRESS');
  });
});

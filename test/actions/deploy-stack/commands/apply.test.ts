/** `apply` of the built action where nothing is in its way. */
import { describe, expect, it } from '@jest/globals';
import { CHANGES, NO_CHANGES, play, UPDATED } from '../play.ts';

const APPLY = { command: 'apply' };

describe('apply', () => {
  it('deploys, streams the events once each and gives the outputs of the stack', async () => {
    const { exitCode, outputs, log, state, cloud } = await play(
      {
        stack: { status: 'CREATE_COMPLETE', outputs: { JobQueueArn: 'arn:of:queue' } },
        changes: CHANGES,
        onExecute: UPDATED,
      },
      APPLY,
    );
    expect(exitCode).toBe(0);
    expect(outputs).toMatchObject({ verdict: 'applied', 'stack-status': 'UPDATE_COMPLETE' });
    expect(JSON.parse(outputs['stack-outputs'] ?? '')).toEqual({ JobQueueArn: 'arn:of:queue' });
    expect(log.match(/UPDATE_COMPLETE {5}Queue/g)).toHaveLength(1);
    expect(log).not.toContain('CREATE_COMPLETE     Pi');
    expect(state['unfinished']).toBe('');
    expect(cloud.changeSets.existing.size).toBe(0);
  });

  it('deploys a change of nothing but outputs, which shows as no change of any resource', async () => {
    const { exitCode, outputs, log, cloud } = await play(
      { stack: { status: 'UPDATE_COMPLETE' }, changes: [], onExecute: UPDATED },
      APPLY,
    );
    expect([exitCode, outputs['verdict'], outputs['changes']]).toEqual([0, 'applied', '']);
    expect(log).toContain('no resource, only outputs or settings of the stack');
    expect(cloud.count('cloudformation:ExecuteChangeSet')).toBe(1);
  });

  it('takes an empty change set for success', async () => {
    const { exitCode, outputs, cloud } = await play(
      { stack: { status: 'UPDATE_COMPLETE' }, changes: NO_CHANGES },
      APPLY,
    );
    expect([exitCode, outputs['verdict']]).toEqual([0, 'unchanged']);
    expect(cloud.changeSets.existing.size).toBe(0);
  });
});

/** An apply of the built action, from whatever state the stack was left in. */
import { describe, expect, it } from '@jest/globals';
import { CHANGES, CREATED, play, UPDATED } from '../play.ts';

const APPLY = { command: 'apply' };

describe('a stack that was left in a bad state', () => {
  it.each(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'DELETE_FAILED'])(
    'deletes a stack in %s by its id and creates it again',
    async (status) => {
      const { exitCode, outputs, cloud } = await play(
        { stack: { status }, changes: CHANGES, onExecute: CREATED },
        APPLY,
      );
      expect([exitCode, outputs['verdict']]).toEqual([0, 'applied']);
      expect(outputs['stack-status']).toBe('CREATE_COMPLETE');
      expect(cloud.sent('cloudformation:DeleteStack')[0]?.['StackName']).toMatch(/^arn:/);
      expect(cloud.sent('cloudformation:CreateChangeSet')[0]?.['ChangeSetType']).toBe('CREATE');
    },
  );

  it('continues a rollback that stuck, then deploys', async () => {
    const { exitCode, outputs } = await play(
      {
        stack: { status: 'UPDATE_ROLLBACK_FAILED' },
        onContinue: [{ status: 'UPDATE_ROLLBACK_COMPLETE' }],
        changes: CHANGES,
        onExecute: UPDATED,
      },
      APPLY,
    );
    expect([exitCode, outputs['verdict']]).toEqual([0, 'applied']);
  });

  it("waits for another's operation", async () => {
    const { exitCode, log, outputs, cloud } = await play(
      {
        stack: {
          status: 'UPDATE_IN_PROGRESS',
          going: [{ status: 'UPDATE_IN_PROGRESS' }, { status: 'UPDATE_COMPLETE' }],
        },
        changes: CHANGES,
        onExecute: UPDATED,
      },
      APPLY,
    );
    expect([exitCode, outputs['verdict']]).toEqual([0, 'applied']);
    expect(log).toContain('Another operation is going on: Pi is UPDATE_IN_PROGRESS');
    expect(cloud.changeSets.names).toHaveLength(1);
  });

  it('takes away the empty stack when a first deployment is refused', async () => {
    const { exitCode, log, cloud } = await play(
      { changes: 'Template error: instance of Fn::GetAtt references undefined resource X' },
      APPLY,
    );
    expect(exitCode).toBe(1);
    expect(log).toContain('references undefined resource X');
    expect(cloud.count('cloudformation:DeleteStack')).toBe(1);
    expect(cloud.stack.status).toBeUndefined();
    expect(cloud.changeSets.existing.size).toBe(0);
  });
});

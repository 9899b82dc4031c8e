/** `plan` of the built action: shows everything, changes nothing, leaves nothing. */
import { describe, expect, it } from '@jest/globals';
import { CHANGES, NO_CHANGES, play } from '../play.ts';

const PLAN = { command: 'plan' };

describe('plan', () => {
  it('shows the changes, replacements in bold, and deletes its change set', async () => {
    const { exitCode, outputs, summary, cloud } = await play(
      { stack: { status: 'UPDATE_COMPLETE', parameters: ['Image'] }, changes: CHANGES },
      { ...PLAN, parameters: 'Image\nMaxvCpus=32' },
    );
    expect(exitCode).toBe(0);
    expect(outputs['verdict']).toBe('changes');
    expect(outputs['changes']).toContain('| **Replace** | <code>Queue</code> |');
    expect(outputs['changes']).toContain('<code>60</code> → <code>120</code>');
    expect(summary).toContain('1 replaced, 1 modified');
    expect(cloud.changeSets.names).toHaveLength(1);
    expect(cloud.changeSets.existing.size).toBe(0);
    expect(cloud.count('cloudformation:ExecuteChangeSet')).toBe(0);
    expect(cloud.sent('cloudformation:CreateChangeSet')[0]).toMatchObject({
      ChangeSetType: 'UPDATE',
      'Parameters.member.1.ParameterKey': 'Image',
      'Parameters.member.1.UsePreviousValue': 'true',
      'Parameters.member.2.ParameterValue': '32',
    });
  });

  it('tells a change of nothing but outputs from none', async () => {
    const { exitCode, outputs } = await play(
      { stack: { status: 'UPDATE_COMPLETE' }, changes: [] },
      PLAN,
    );
    expect([exitCode, outputs['verdict']]).toEqual([0, 'changes']);
    expect(outputs['report']).toContain('only outputs or settings of the stack');
  });

  it('says so when there is nothing to change', async () => {
    const { exitCode, outputs, cloud } = await play(
      { stack: { status: 'CREATE_COMPLETE' }, changes: NO_CHANGES },
      PLAN,
    );
    expect([exitCode, outputs['verdict'], outputs['changes']]).toEqual([0, 'no-changes', '']);
    expect(cloud.changeSets.existing.size).toBe(0);
  });

  it('makes no change set, hence no empty stack, where there is no stack', async () => {
    const { exitCode, outputs, cloud } = await play({}, PLAN);
    expect([exitCode, outputs['verdict'], outputs['stack-status']]).toEqual([0, 'new-stack', '']);
    expect(cloud.count('cloudformation:CreateChangeSet')).toBe(0);
    expect(cloud.count('cloudformation:ValidateTemplate')).toBe(1);
    expect(cloud.stack.status).toBeUndefined();
  });

  it('leaves a stack alone that waits for its first change set, and has no value to keep', async () => {
    const { exitCode, outputs, cloud } = await play(
      { stack: { status: 'REVIEW_IN_PROGRESS' } },
      { ...PLAN, parameters: 'Image' },
    );
    expect([exitCode, outputs['verdict']]).toEqual([0, 'new-stack']);
    expect(cloud.count('cloudformation:CreateChangeSet')).toBe(0);
    expect(cloud.stack.status).toBe('REVIEW_IN_PROGRESS');
  });

  it('says what validation has turned down', async () => {
    const { exitCode, log, outputs, cloud } = await play(
      {
        stack: { status: 'CREATE_COMPLETE' },
        changes: 'The following hook(s)/validation failed: [AWS::EarlyValidation].',
        validation: [
          {
            LogicalResourceId: 'Queue',
            ValidationPath: '/Resources/Queue/Properties/Priority',
            ValidationStatusReason: 'expected type: Integer, found: String',
          },
        ],
      },
      PLAN,
    );
    expect([exitCode, outputs['verdict']]).toEqual([1, 'failed']);
    expect(log).toContain(
      '::error::CloudFormation could not make a change set: The following hook',
    );
    expect(outputs['report']).toContain('expected type: Integer, found: String');
    expect(cloud.changeSets.existing.size).toBe(0);
  });

  it('says what to do by hand with a stack that no apply recovers', async () => {
    const { exitCode, log, cloud } = await play({ stack: { status: 'UPDATE_FAILED' } }, PLAN);
    expect(exitCode).toBe(1);
    expect(log).toContain('::error::Pi is UPDATE_FAILED, and takes no change');
    expect(log).toContain('rollback-stack --stack-name Pi');
    expect(cloud.changeSets.names).toEqual([]);
  });

  it('says that the stack takes no change set until its rollback has gone on', async () => {
    const { exitCode, outputs } = await play({ stack: { status: 'UPDATE_ROLLBACK_FAILED' } }, PLAN);
    expect([exitCode, outputs['verdict']]).toEqual([0, 'blocked']);
  });
});

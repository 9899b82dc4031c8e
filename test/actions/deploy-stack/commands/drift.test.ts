/** `drift` of the built action: found, healed, not healed, and not to be told. */
import { describe, expect, it } from '@jest/globals';
import type { DriftSpec, Step } from '../cloud/scene.ts';
import { CHANGES, NO_CHANGES, play } from '../play.ts';

const DRIFT = { command: 'drift' };
const HEAL = { command: 'drift', heal: 'true' };
const STACK = { status: 'UPDATE_COMPLETE', parameters: ['Image', 'MaxvCpus'] };
const DRIFTED: DriftSpec = {
  drift: 'DRIFTED',
  resources: [
    {
      LogicalResourceId: 'Queue',
      ResourceType: 'AWS::Batch::JobQueue',
      StackResourceDriftStatus: 'MODIFIED',
      PropertyDifferences: [
        {
          PropertyPath: '/State',
          ExpectedValue: 'ENABLED',
          ActualValue: 'DISABLED',
          DifferenceType: 'NOT_EQUAL',
        },
      ],
    },
  ],
};
const IN_SYNC: DriftSpec = { drift: 'IN_SYNC' };
const HEALED: readonly Step[] = [{ status: 'UPDATE_IN_PROGRESS' }, { status: 'UPDATE_COMPLETE' }];

describe('drift', () => {
  it('is none', async () => {
    const { exitCode, outputs } = await play({ stack: STACK, drifts: [IN_SYNC] }, DRIFT);
    expect([exitCode, outputs['verdict'], outputs['drifted']]).toEqual([0, 'in-sync', 'false']);
  });

  it('is found and told, and nothing is touched', async () => {
    const { exitCode, outputs, summary, cloud } = await play(
      { stack: STACK, drifts: [DRIFTED] },
      DRIFT,
    );
    expect([exitCode, outputs['verdict'], outputs['drifted']]).toEqual([0, 'drifted', 'true']);
    const row = '<code>State</code> is <code>DISABLED</code>, deployed as <code>ENABLED</code>';
    expect(outputs['changes']).toContain(row);
    expect(summary).toContain(row);
    expect(cloud.changeSets.names).toEqual([]);
  });

  it('is healed by a change set that reverts it, and called so after a second look', async () => {
    const { exitCode, outputs, cloud } = await play(
      { stack: STACK, drifts: [DRIFTED, IN_SYNC], changes: CHANGES, onExecute: HEALED },
      HEAL,
    );
    expect([exitCode, outputs['verdict'], outputs['drifted']]).toEqual([0, 'healed', 'false']);
    expect(cloud.sent('cloudformation:CreateChangeSet')[0]).toMatchObject({
      DeploymentMode: 'REVERT_DRIFT',
      UsePreviousTemplate: 'true',
      'Parameters.member.1.UsePreviousValue': 'true',
      'Parameters.member.2.ParameterKey': 'MaxvCpus',
    });
    expect(cloud.count('cloudformation:DetectStackDrift')).toBe(2);
  });

  it('is called healed when it is only seen to be so after a while', async () => {
    const { exitCode, outputs, cloud } = await play(
      { stack: STACK, drifts: [DRIFTED, DRIFTED, IN_SYNC], changes: CHANGES, onExecute: HEALED },
      HEAL,
    );
    expect([exitCode, outputs['verdict']]).toEqual([0, 'healed']);
    expect(cloud.count('cloudformation:DetectStackDrift')).toBe(3);
  });

  it('is not called none when CloudFormation finds it but does not say where', async () => {
    const { exitCode, outputs } = await play(
      { stack: STACK, drifts: [{ drift: 'DRIFTED' }] },
      DRIFT,
    );
    expect([exitCode, outputs['verdict'], outputs['drifted']]).toEqual([1, 'failed', '']);
  });

  it.each([
    ['although the change set was executed', CHANGES],
    ['because CloudFormation sees nothing to put back', NO_CHANGES],
  ])('is not called healed while it is still found, %s', async (_why, changes) => {
    const { exitCode, log, outputs, cloud } = await play(
      { stack: STACK, drifts: [DRIFTED, DRIFTED], changes, onExecute: HEALED },
      HEAL,
    );
    expect([exitCode, outputs['verdict'], outputs['drifted']]).toEqual([1, 'drifted', 'true']);
    expect(log).toContain('::error::Pi still drifts after healing: Queue.');
    expect(outputs['changes']).toContain('<code>Queue</code>');
    expect(cloud.changeSets.existing.size).toBe(0);
  });

  it('is still told when healing fails', async () => {
    const { exitCode, log, outputs } = await play(
      {
        stack: STACK,
        drifts: [DRIFTED],
        changes: CHANGES,
        onExecute: [
          {
            status: 'UPDATE_ROLLBACK_IN_PROGRESS',
            events: [{ resource: 'Queue', status: 'UPDATE_FAILED', reason: 'Queue is busy' }],
          },
          { status: 'UPDATE_ROLLBACK_COMPLETE' },
        ],
      },
      HEAL,
    );
    expect([exitCode, outputs['verdict'], outputs['drifted']]).toEqual([1, 'failed', 'true']);
    expect(log).toContain('::error::Queue (AWS::Batch::JobQueue) UPDATE_FAILED: Queue is busy');
    expect(outputs['changes']).toContain('<code>State</code>');
  });

  it('is unknown, and not none, when a resource could not be read', async () => {
    const { exitCode, log, outputs } = await play(
      {
        stack: STACK,
        drifts: [{ detection: 'DETECTION_FAILED', drift: 'IN_SYNC', reason: 'iam:GetRole denied' }],
      },
      DRIFT,
    );
    expect([exitCode, outputs['verdict'], outputs['drifted']]).toEqual([1, 'failed', '']);
    expect(log).toContain('::error::Drift of Pi could not be detected: iam:GetRole denied');
  });

  it('is not looked for where there is no stack', async () => {
    const { exitCode, outputs } = await play({}, DRIFT);
    expect([exitCode, outputs['verdict'], outputs['drifted']]).toEqual([0, 'no-stack', 'false']);
  });
});

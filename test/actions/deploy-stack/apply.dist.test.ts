/** `apply` of the built action, from whatever state the stack was left in. */
import { describe, expect, it } from '@jest/globals';
import type { Step } from './cloud/scene.ts';
import { CHANGES, NO_CHANGES, play } from './play.ts';

const APPLY = { command: 'apply' };
const UPDATED: readonly Step[] = [
  {
    status: 'UPDATE_IN_PROGRESS',
    events: [{ resource: 'Queue', status: 'UPDATE_IN_PROGRESS' }],
  },
  { status: 'UPDATE_IN_PROGRESS', events: [{ resource: 'Queue', status: 'UPDATE_COMPLETE' }] },
  { status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' },
  { status: 'UPDATE_COMPLETE' },
];
const CREATED: readonly Step[] = [{ status: 'CREATE_IN_PROGRESS' }, { status: 'CREATE_COMPLETE' }];

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

  it('takes an empty change set for success', async () => {
    const { exitCode, outputs, cloud } = await play(
      { stack: { status: 'UPDATE_COMPLETE' }, changes: NO_CHANGES },
      APPLY,
    );
    expect([exitCode, outputs['verdict']]).toEqual([0, 'unchanged']);
    expect(cloud.changeSets.existing.size).toBe(0);
  });

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

  it('survives throttling, server faults, a connection reset and lost replies', async () => {
    const { exitCode, outputs, cloud } = await play(
      {
        stack: { status: 'UPDATE_COMPLETE' },
        changes: CHANGES,
        onExecute: UPDATED,
        answer: (action, nth) => {
          if (action === 'cloudformation:DescribeStacks' && nth >= 3 && nth <= 14) {
            if (nth % 3 === 0) return 'reset';
            return { fault: 'Throttling', message: 'Rate exceeded', status: nth % 2 ? 400 : 503 };
          }
          return undefined;
        },
      },
      APPLY,
    );
    expect([exitCode, outputs['verdict']]).toEqual([0, 'applied']);
    expect(cloud.count('cloudformation:ExecuteChangeSet')).toBe(1);
  });

  it('fails at the end of its time, and says what goes on', async () => {
    const { exitCode, log, outputs, cloud } = await play(
      {
        stack: { status: 'UPDATE_COMPLETE' },
        changes: CHANGES,
        onExecute: [{ status: 'UPDATE_IN_PROGRESS' }],
      },
      { ...APPLY, 'timeout-minutes': '1' },
    );
    expect([exitCode, outputs['verdict']]).toEqual([1, 'timed-out']);
    expect(log).toContain('::error::Gave up after 1 min (timeout-minutes), waiting for stack Pi');
    expect(cloud.stack.status).toBe('UPDATE_IN_PROGRESS');
  });

  it('deregisters the revisions beyond those to keep', async () => {
    const arn = (revision: number) => `arn:aws:batch:eu-west-1:1:job-definition/Pi-Sum:${revision}`;
    const { exitCode, cloud } = await play(
      {
        stack: { status: 'UPDATE_COMPLETE' },
        changes: NO_CHANGES,
        resources: [
          {
            ResourceType: 'AWS::Batch::JobDefinition',
            PhysicalResourceId: arn(4),
            ResourceStatus: 'UPDATE_COMPLETE',
          },
        ],
        answer: (action) => {
          if (action === 'batch:deregisterjobdefinition') return {};
          if (action !== 'batch:describejobdefinitions') return undefined;
          const revisions = [2, 4, 1, 3];
          return {
            jobDefinitions: revisions.map((r) => ({ revision: r, jobDefinitionArn: arn(r) })),
          };
        },
      },
      { ...APPLY, 'keep-revisions': '2' },
    );
    expect(exitCode).toBe(0);
    const gone = cloud.sent('batch:deregisterjobdefinition').map((input) => input['jobDefinition']);
    expect(gone).toEqual([arn(2), arn(1)]);
  });
});

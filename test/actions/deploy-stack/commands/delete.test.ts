/** `delete` of the built action: what blocks it, what outlives it, and what sticks. */
import { describe, expect, it } from '@jest/globals';
import { occupied, RESOURCES, RUNS, url } from '../cloud/occupied.ts';
import { play } from '../play.ts';

const DELETE = { command: 'delete', confirm: 'Pi' };
describe('delete', () => {
  it('ends the jobs first, then the stack, then what would outlive it', async () => {
    const { exitCode, outputs, log, cloud } = await play(
      { stack: { status: 'UPDATE_COMPLETE' }, resources: RESOURCES, answer: occupied() },
      DELETE,
    );
    expect(exitCode).toBe(0);
    expect(outputs['verdict']).toBe('deleted');
    expect(log).toContain(
      '2 jobs terminated, 3 job definition revisions deregistered, 2 result queues deleted',
    );
    expect(cloud.sent('batch:updatejobqueue')[0]).toMatchObject({ state: 'DISABLED' });
    expect(log).toContain('Disabled job queue Pi: it takes no job until');
    expect(cloud.count('batch:terminatejob')).toBe(2);
    const order = cloud.calls.map(({ action }) => action);
    expect(order.lastIndexOf('batch:listjobs')).toBeLessThan(
      order.indexOf('cloudformation:DeleteStack'),
    );
    // Once to find it, then until it is steady again: a queue that is being changed cannot go.
    expect(cloud.count('batch:describejobqueues')).toBe(4);
    expect(order.lastIndexOf('batch:describejobqueues')).toBeLessThan(
      order.indexOf('cloudformation:DeleteStack'),
    );
    // The stack may stick, so it comes last; and no other stack's queue is touched.
    expect(order.lastIndexOf('sqs:DeleteQueue')).toBeLessThan(
      order.indexOf('cloudformation:DeleteStack'),
    );
    expect(cloud.sent('sqs:DeleteQueue').map((input) => input['QueueUrl'])).toEqual(RUNS.map(url));
    expect(cloud.stack.status).toBeUndefined();
  });

  it('waits for what somebody began while the queues were emptied', async () => {
    const { exitCode, outputs, cloud } = await play(
      {
        stack: { status: 'UPDATE_COMPLETE' },
        answer: (action, nth) =>
          action === 'cloudformation:DeleteStack' && nth === 1
            ? {
                fault: 'ValidationError',
                message: 'Stack [Pi] cannot be deleted while in status UPDATE_IN_PROGRESS',
              }
            : undefined,
      },
      DELETE,
    );
    expect([exitCode, outputs['verdict']]).toEqual([0, 'deleted']);
    expect(cloud.count('cloudformation:DeleteStack')).toBe(2);
  });

  it('tries again when it sticks once', async () => {
    const { exitCode, outputs, cloud } = await play(
      {
        stack: { status: 'UPDATE_COMPLETE' },
        onDelete: [[{ status: 'DELETE_FAILED' }], [{ status: 'DELETE_COMPLETE' }]],
      },
      DELETE,
    );
    expect([exitCode, outputs['verdict']]).toEqual([0, 'deleted']);
    expect(cloud.count('cloudformation:DeleteStack')).toBe(2);
  });

  it('names the cause and what is left when it sticks', async () => {
    const stuck = [
      {
        status: 'DELETE_FAILED',
        events: [
          {
            resource: 'Gateway',
            type: 'AWS::EC2::VPCGatewayAttachment',
            status: 'DELETE_FAILED',
            reason: 'Network vpc-1 has some mapped public address(es) and is in use.',
          },
        ],
      },
    ];
    const { exitCode, outputs, log, summary } = await play(
      {
        stack: { status: 'UPDATE_COMPLETE' },
        onDelete: [stuck, stuck],
        resources: [
          {
            LogicalResourceId: 'Gateway',
            ResourceType: 'AWS::EC2::VPCGatewayAttachment',
            PhysicalResourceId: 'IGW|vpc-1',
            ResourceStatus: 'DELETE_FAILED',
            ResourceStatusReason: 'mapped public address',
          },
        ],
      },
      DELETE,
    );
    expect([exitCode, outputs['verdict']]).toEqual([1, 'left-over']);
    expect(outputs['stack-status']).toBe('DELETE_FAILED');
    expect(log).toContain('::error::Pi could not be deleted: Gateway (AWS::EC2::VPCGateway');
    expect(log).toContain('Something outside this stack still uses it');
    expect(summary).toContain('#### What is left');
    expect(summary).toContain('<code>IGW&#124;vpc-1</code>');
  });

  it('says what the template has told CloudFormation to keep', async () => {
    const kept = { resource: 'Logs', type: 'AWS::Logs::LogGroup', status: 'DELETE_SKIPPED' };
    const { exitCode, summary } = await play(
      {
        stack: { status: 'CREATE_COMPLETE' },
        onDelete: [[{ status: 'DELETE_COMPLETE', events: [kept] }]],
      },
      DELETE,
    );
    expect(exitCode).toBe(0);
    expect(summary).toContain('Resources kept: 1');
    expect(summary).toContain('#### Kept, as the template says');
  });

  it('touches nothing without the name as confirmation, or under protection', async () => {
    const typo = await play({ stack: { status: 'UPDATE_COMPLETE' } }, { ...DELETE, confirm: 'pi' });
    expect([typo.exitCode, typo.cloud.calls]).toEqual([1, []]);
    expect(typo.log).toContain("::error::Input confirm: `pi` is not the stack's name.");
    const safe = await play(
      { stack: { status: 'UPDATE_COMPLETE', isProtected: true }, resources: RESOURCES },
      DELETE,
    );
    expect(safe.exitCode).toBe(1);
    expect(safe.log).toContain('::error::Pi has termination protection; nothing was touched.');
    expect(safe.cloud.calls.every(({ action }) => action.includes(':Describe'))).toBe(true);
  });

  it('still deletes result queues when the stack is gone already', async () => {
    const { exitCode, log } = await play({ answer: occupied() }, { ...DELETE, prefix: 'Pi' });
    expect(exitCode).toBe(0);
    expect(log).toContain('There is no stack Pi. 2 result queues deleted.');
    expect(log).not.toContain('Nothing of it is left');
  });
});

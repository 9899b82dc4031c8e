/** `delete` of the built action: what blocks it, what outlives it, and what sticks. */
import { describe, expect, it } from '@jest/globals';
import type { Answer } from './cloud/http.ts';
import type { Scene } from './cloud/scene.ts';
import { play } from './play.ts';

const DELETE = { command: 'delete', confirm: 'Pi' };
const QUEUE = 'arn:aws:batch:eu-west-1:1:job-queue/Pi';
const definition = (revision: number) =>
  `arn:aws:batch:eu-west-1:1:job-definition/Pi-Calculate:${revision}`;
const RESOURCES = [
  { LogicalResourceId: 'Queue', ResourceType: 'AWS::Batch::JobQueue', PhysicalResourceId: QUEUE },
  {
    LogicalResourceId: 'Calculate',
    ResourceType: 'AWS::Batch::JobDefinition',
    PhysicalResourceId: definition(3),
  },
].map((resource) => ({ ...resource, ResourceStatus: 'CREATE_COMPLETE' }));

/** A queue with two jobs that end some looks after they were terminated, and three revisions. */
function occupied(): NonNullable<Scene['answer']> {
  const running = new Map([
    ['array', 2],
    ['summarize', 3],
  ]);
  const terminated = new Set<string>();
  const active = new Set([1, 2, 3]);
  const queues = new Set(['run-1', 'run-2']);
  const url = (id: string) => `https://sqs.eu-west-1.amazonaws.com/1/Pi-results-${id}`;
  return (action, _nth, input): Answer | undefined => {
    switch (action) {
      case 'batch:describejobqueues':
        return { jobQueues: [{ jobQueueArn: QUEUE, state: 'ENABLED', status: 'VALID' }] };
      case 'batch:updatejobqueue':
        return {};
      case 'batch:listjobs': {
        if (input['jobStatus'] !== 'RUNNING') return { jobSummaryList: [] };
        for (const id of terminated) running.set(id, (running.get(id) ?? 0) - 1);
        const left = [...running].filter(([, looks]) => looks > 0);
        return { jobSummaryList: left.map(([jobId]) => ({ jobId })) };
      }
      case 'batch:terminatejob':
        terminated.add(String(input['jobId']));
        return {};
      case 'batch:describejobdefinitions':
        return {
          jobDefinitions: [...active].map((r) => ({
            revision: r,
            jobDefinitionArn: definition(r),
          })),
        };
      case 'batch:deregisterjobdefinition':
        active.delete(Number(String(input['jobDefinition']).at(-1)));
        return {};
      case 'sqs:ListQueues':
        return { QueueUrls: [...queues].map(url) };
      case 'sqs:DeleteQueue':
        queues.delete(String(input['QueueUrl']).slice(-5));
        return {};
      default:
        return undefined;
    }
  };
}

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
    expect(cloud.count('batch:terminatejob')).toBe(2);
    const order = cloud.calls.map(({ action }) => action);
    expect(order.lastIndexOf('batch:listjobs')).toBeLessThan(
      order.indexOf('cloudformation:DeleteStack'),
    );
    expect(cloud.stack.status).toBeUndefined();
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
    const kept = {
      LogicalResourceId: 'Logs',
      ResourceType: 'AWS::Logs::LogGroup',
      ResourceStatus: 'DELETE_SKIPPED',
    };
    const { exitCode, summary } = await play(
      { stack: { status: 'CREATE_COMPLETE' }, resources: [kept] },
      DELETE,
    );
    expect(exitCode).toBe(0);
    expect(summary).toContain('1 resources are kept');
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
    expect(log).toContain('There is no stack Pi: 0 jobs');
    expect(log).toContain('2 result queues deleted');
  });
});

import type { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from '@jest/globals';
import { queueArns } from '../../../../actions/deploy-stack/src/runs/job-queues.ts';

const resource = (type: string, id: string, status = 'CREATE_COMPLETE') =>
  ({ ResourceType: type, PhysicalResourceId: id, ResourceStatus: status }) as StackResourceSummary;

describe("a stack's job queues", () => {
  it('are those that are still there', () => {
    const arns = queueArns([
      resource('AWS::Batch::JobQueue', 'arn:aws:batch:r:1:job-queue/Pi'),
      resource('AWS::Batch::JobQueue', 'arn:aws:batch:r:1:job-queue/Old', 'DELETE_COMPLETE'),
      resource('AWS::SQS::Queue', 'https://sqs/1/Pi'),
    ]);
    expect(arns).toEqual(['arn:aws:batch:r:1:job-queue/Pi']);
  });
});

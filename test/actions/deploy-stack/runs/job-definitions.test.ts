import type { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from '@jest/globals';
import { definitionsOf } from '../../../../actions/deploy-stack/src/runs/job-definitions.ts';
import { NO_CHANGES, play } from '../play.ts';

const resource = (type: string, id: string) =>
  ({ ResourceType: type, PhysicalResourceId: id }) as StackResourceSummary;

const arn = (revision: number) => `arn:aws:batch:eu-west-1:1:job-definition/Pi-Sum:${revision}`;

describe("a stack's job definitions", () => {
  it('are named without their revision, each once', () => {
    const { names } = definitionsOf(
      [
        resource('AWS::Batch::JobDefinition', 'arn:aws:batch:r:1:job-definition/Pi-Calculate:7'),
        resource('AWS::Batch::JobDefinition', 'arn:aws:batch:r:1:job-definition/Pi-Calculate:6'),
        resource('AWS::Batch::JobDefinition', 'arn:aws:batch:r:1:job-definition/Pi-Bare'),
        resource('AWS::Batch::JobDefinition', 'Pi-Summarize'),
        resource('AWS::Logs::LogGroup', 'Pi:7'),
      ],
      new Map(),
    );
    expect(names).toEqual(['Pi-Calculate', 'Pi-Bare', 'Pi-Summarize']);
  });

  it.each([
    ['by the ARN of the revision', arn(4), {}, [2, 1]],
    ['and never the one of the stack, although it is the oldest', arn(1), {}, [3, 2]],
    ['by the name alone', 'Pi-Sum', {}, [2, 1]],
    ['by the name alone, and never the one in its outputs', 'Pi-Sum', { Arn: arn(1) }, [3, 2]],
  ])('lose the revisions beyond those to keep, known %s', async (_how, id, outputs, expected) => {
    const { exitCode, cloud } = await play(
      {
        stack: { status: 'UPDATE_COMPLETE', outputs },
        changes: NO_CHANGES,
        resources: [
          {
            ResourceType: 'AWS::Batch::JobDefinition',
            PhysicalResourceId: id,
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
      { command: 'apply', 'keep-revisions': '2' },
    );
    expect(exitCode).toBe(0);
    const gone = cloud.sent('batch:deregisterjobdefinition').map((input) => input['jobDefinition']);
    expect(gone).toEqual(expected.map(arn));
  });
});

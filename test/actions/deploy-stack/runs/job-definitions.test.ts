import type { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from '@jest/globals';
import { definitionNames } from '../../../../actions/deploy-stack/src/runs/job-definitions.ts';
import { NO_CHANGES, play } from '../play.ts';

const resource = (type: string, id: string) =>
  ({ ResourceType: type, PhysicalResourceId: id }) as StackResourceSummary;

describe("a stack's job definitions", () => {
  it('are named without their revision, each once', () => {
    const names = definitionNames([
      resource('AWS::Batch::JobDefinition', 'arn:aws:batch:r:1:job-definition/Pi-Calculate:7'),
      resource('AWS::Batch::JobDefinition', 'arn:aws:batch:r:1:job-definition/Pi-Calculate:6'),
      resource('AWS::Batch::JobDefinition', 'arn:aws:batch:r:1:job-definition/Pi-Summarize:1'),
      resource('AWS::Logs::LogGroup', 'Pi:7'),
    ]);
    expect(names).toEqual(['Pi-Calculate', 'Pi-Summarize']);
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
      { command: 'apply', 'keep-revisions': '2' },
    );
    expect(exitCode).toBe(0);
    const gone = cloud.sent('batch:deregisterjobdefinition').map((input) => input['jobDefinition']);
    expect(gone).toEqual([arn(2), arn(1)]);
  });
});

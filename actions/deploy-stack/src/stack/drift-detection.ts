/** Asks CloudFormation whether what exists is still what it deployed. */
import {
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DetectStackDriftCommand,
  type StackResourceDrift,
} from '@aws-sdk/client-cloudformation';
import { call } from '../aws/call.ts';
import { isOvertaken } from '../aws/errors.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { whenIdle } from './settle.ts';

const POLL = 5_000;

async function start(context: Context, stackName: string): Promise<string> {
  for (;;) {
    await whenIdle(context, stackName);
    try {
      const { StackDriftDetectionId: id } = await call(
        context,
        'cloudformation:DetectStackDrift',
        (options) =>
          context.clients.cloudFormation.send(
            new DetectStackDriftCommand({ StackName: stackName }),
            options,
          ),
      );
      return id ?? '';
    } catch (error) {
      if (!isOvertaken(error)) throw error;
      await context.patience.pause(POLL, `another's operation on ${stackName}`);
    }
  }
}

async function ended(context: Context, id: string, stackName: string) {
  for (;;) {
    const status = await call(
      context,
      'cloudformation:DescribeStackDriftDetectionStatus',
      (options) =>
        context.clients.cloudFormation.send(
          new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId: id }),
          options,
        ),
    );
    if (status.DetectionStatus !== 'DETECTION_IN_PROGRESS') return status;
    await context.patience.pause(POLL, `drift detection on ${stackName}`);
  }
}

async function driftedResources(context: Context, stackName: string) {
  const drifts: StackResourceDrift[] = [];
  let token: string | undefined;
  do {
    const page = await call(context, 'cloudformation:DescribeStackResourceDrifts', (options) =>
      context.clients.cloudFormation.send(
        new DescribeStackResourceDriftsCommand({
          StackName: stackName,
          StackResourceDriftStatusFilters: ['MODIFIED', 'DELETED'],
          NextToken: token,
        }),
        options,
      ),
    );
    drifts.push(...(page.StackResourceDrifts ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return drifts;
}

/**
 * Detects drift and waits for the result.
 *
 * @returns the resources that were changed or deleted, empty if the stack is in sync
 * @throws {Failure} if a resource could not be read and nothing else has drifted: what was not
 *   compared is not in sync
 */
export async function detectDrift(
  context: Context,
  stackName: string,
): Promise<readonly StackResourceDrift[]> {
  const id = await start(context, stackName);
  const { DetectionStatus, DetectionStatusReason, StackDriftStatus } = await ended(
    context,
    id,
    stackName,
  );
  const reason = DetectionStatusReason ?? `the detection ended as ${DetectionStatus}`;
  if (StackDriftStatus === 'DRIFTED') {
    if (DetectionStatus === 'DETECTION_FAILED') {
      context.log.warning(`Not every resource of ${stackName} could be compared: ${reason}`);
    }
    const drifts = await driftedResources(context, stackName);
    if (drifts.length > 0) return drifts;
    throw new Failure(
      `${stackName} has drifted, but CloudFormation names no resource that has.`,
      'Its list may lag behind: run this again.',
    );
  }
  if (DetectionStatus === 'DETECTION_COMPLETE' && StackDriftStatus === 'IN_SYNC') return [];
  throw new Failure(
    `Drift of ${stackName} could not be detected: ${reason}`,
    'Detection reads with the rights of the caller: allow this role to read every type of resource in the stack.',
  );
}

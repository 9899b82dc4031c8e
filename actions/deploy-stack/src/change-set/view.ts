/** Reads a change set: waits until it is made, and collects its changes page by page. */
import {
  type Change,
  DescribeChangeSetCommand,
  type DescribeChangeSetOutput,
} from '@aws-sdk/client-cloudformation';
import { call } from '../aws/call.ts';
import { saysNoChanges } from '../aws/errors.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { validationFailures } from './validation.ts';

const POLL = 3_000;

export interface ChangeSet {
  readonly name: string;
  /** ARN of the stack, also of one that the change set itself has made. */
  readonly stackId: string;
  /** CloudFormation found nothing to do, and would refuse to execute it. */
  readonly isEmpty: boolean;
  /** Of resources. One that changes nothing but outputs has none, and is not empty. */
  readonly changes: readonly Change[];
}

/** One page of the description; all pages share everything but the changes. */
export function describeChangeSet(
  context: Context,
  name: string,
  stackName: string,
  token?: string,
): Promise<DescribeChangeSetOutput> {
  return call(context, 'cloudformation:DescribeChangeSet', (options) =>
    context.clients.cloudFormation.send(
      new DescribeChangeSetCommand({
        ChangeSetName: name,
        StackName: stackName,
        NextToken: token,
        IncludePropertyValues: true,
      }),
      options,
    ),
  );
}

async function made(context: Context, name: string, stackName: string) {
  for (;;) {
    const described = await describeChangeSet(context, name, stackName);
    if (described.Status === 'CREATE_COMPLETE' || described.Status === 'FAILED') return described;
    await context.patience.pause(POLL, `change set ${name} (${described.Status})`);
  }
}

/**
 * @returns the change set once it is made; empty if CloudFormation says so
 * @throws {Failure} if CloudFormation could not make it, with its reasons
 */
export async function viewChangeSet(
  context: Context,
  name: string,
  stackName: string,
): Promise<ChangeSet> {
  const described = await made(context, name, stackName);
  const stackId = described.StackId ?? stackName;
  if (described.Status === 'FAILED') {
    const reason = described.StatusReason ?? '';
    if (saysNoChanges(reason)) return { name, stackId, isEmpty: true, changes: [] };
    throw new Failure(
      `CloudFormation could not make a change set: ${reason || 'it gives no reason'}`,
      'Correct the template or the input parameters; nothing was changed.',
      { sections: await validationFailures(context, name, stackName) },
    );
  }
  const changes = [...(described.Changes ?? [])];
  for (let token = described.NextToken; token !== undefined; ) {
    const next = await describeChangeSet(context, name, stackName, token);
    changes.push(...(next.Changes ?? []));
    token = next.NextToken;
  }
  return { name, stackId, isEmpty: false, changes };
}

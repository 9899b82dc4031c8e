/** A stack as it is now. */
import {
  DescribeStacksCommand,
  ListStackResourcesCommand,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { call } from '../aws/call.ts';
import { isMissingStack } from '../aws/errors.ts';
import type { Context } from '../context.ts';
import { StackStatus } from './status.ts';

export interface Stack {
  /** ARN; unlike the name it still means this stack when it is deleted and another one made. */
  readonly id: string;
  readonly name: string;
  readonly status: StackStatus;
  readonly statusReason: string;
  readonly outputs: ReadonlyMap<string, string>;
  /** Names of the parameters that it was last deployed with. */
  readonly parameterNames: readonly string[];
  readonly isProtected: boolean;
}

/**
 * @param stack name, or ARN: only by ARN is a deleted stack found
 * @returns undefined if there is none
 */
export async function describeStack(context: Context, stack: string): Promise<Stack | undefined> {
  try {
    const { Stacks: [found] = [] } = await call(
      context,
      'cloudformation:DescribeStacks',
      (options) =>
        context.clients.cloudFormation.send(
          new DescribeStacksCommand({ StackName: stack }),
          options,
        ),
    );
    if (found?.StackStatus === undefined) return undefined;
    const outputs = found.Outputs?.map((o) => [o.OutputKey ?? '', o.OutputValue ?? ''] as const);
    return {
      id: found.StackId ?? stack,
      name: found.StackName ?? stack,
      status: new StackStatus(found.StackStatus),
      statusReason: found.StackStatusReason ?? '',
      outputs: new Map(outputs),
      parameterNames: (found.Parameters ?? []).flatMap((p) => p.ParameterKey ?? []),
      isProtected: found.EnableTerminationProtection ?? false,
    };
  } catch (error) {
    if (isMissingStack(error)) return undefined;
    throw error;
  }
}

/** All resources of a stack, deleted ones included. */
export async function listResources(context: Context, stackId: string) {
  const resources: StackResourceSummary[] = [];
  let token: string | undefined;
  do {
    const page = await call(context, 'cloudformation:ListStackResources', (options) =>
      context.clients.cloudFormation.send(
        new ListStackResourcesCommand({ StackName: stackId, NextToken: token }),
        options,
      ),
    );
    resources.push(...(page.StackResourceSummaries ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return resources;
}

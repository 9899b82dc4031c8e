/**
 * Revisions of job definitions. The template keeps the one that an update replaces, so that jobs
 * still queued can run; CloudFormation then knows nothing of it any more, so they pile up unless
 * somebody deregisters them.
 */
import {
  DeregisterJobDefinitionCommand,
  DescribeJobDefinitionsCommand,
  type JobDefinition,
} from '@aws-sdk/client-batch';
import type { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { call } from '../aws/call.ts';
import { describeError } from '../aws/errors.ts';
import type { Context } from '../context.ts';
import { listResources, type Stack } from '../stack/stack.ts';

/** Milliseconds that pruning is worth. */
const PRUNE_TIME = 60_000;

/** @returns names of the job definitions among a stack's resources, each once. Pure */
export function definitionNames(resources: readonly StackResourceSummary[]): readonly string[] {
  const names = resources
    .filter((resource) => resource.ResourceType === 'AWS::Batch::JobDefinition')
    // arn:aws:batch:region:account:job-definition/<name>:<revision>
    .flatMap(({ PhysicalResourceId: id }) => /([^/:]+):\d+$/.exec(id ?? '')?.[1] ?? []);
  return [...new Set(names)];
}

/** @returns the active revisions of one job definition, newest first */
async function activeRevisions(context: Context, name: string): Promise<readonly JobDefinition[]> {
  const revisions: JobDefinition[] = [];
  let token: string | undefined;
  do {
    const page = await call(context, 'batch:DescribeJobDefinitions', (options) =>
      context.clients.batch.send(
        new DescribeJobDefinitionsCommand({
          jobDefinitionName: name,
          status: 'ACTIVE',
          nextToken: token,
        }),
        options,
      ),
    );
    revisions.push(...(page.jobDefinitions ?? []));
    token = page.nextToken;
  } while (token !== undefined);
  return revisions.sort((a, b) => (b.revision ?? 0) - (a.revision ?? 0));
}

/**
 * Deregisters all active revisions of the named definitions but the newest few of each.
 *
 * @param keep how many of each stay active
 * @returns how many were deregistered
 */
export async function deregisterRevisions(
  context: Context,
  names: readonly string[],
  keep: number,
): Promise<number> {
  let count = 0;
  for (const name of names) {
    for (const { jobDefinitionArn } of (await activeRevisions(context, name)).slice(keep)) {
      await call(context, 'batch:DeregisterJobDefinition', (options) =>
        context.clients.batch.send(
          new DeregisterJobDefinitionCommand({ jobDefinition: jobDefinitionArn }),
          options,
        ),
      );
      count += 1;
    }
  }
  if (count > 0) context.log.info(`Deregistered ${count} old revisions of ${names.join(', ')}.`);
  return count;
}

/** Prunes after a deployment. The deployment has succeeded by then, so this only warns. */
export async function pruneRevisions(outer: Context, stack: Stack, keep: number): Promise<void> {
  const context = { ...outer, patience: outer.patience.within(PRUNE_TIME) };
  try {
    const names = definitionNames(await listResources(context, stack.id));
    await deregisterRevisions(context, names, keep);
  } catch (error) {
    context.log.warning(`Old job definition revisions were not pruned: ${describeError(error)}`);
  }
}

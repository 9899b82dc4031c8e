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

/** The job definitions of a stack. */
export interface Definitions {
  /** Each once. */
  readonly names: readonly string[];
  /** ARNs of the revisions that the stack has now; among other things that it has. */
  readonly current: ReadonlySet<string>;
}

/**
 * @param resources of the stack. CloudFormation identifies a job definition by the ARN of its
 *   revision, or by its name alone: the schema of the resource type says the latter
 * @param outputs of the stack, which may name its revisions where the resources do not
 * @returns its job definitions. Pure
 */
export function definitionsOf(
  resources: readonly StackResourceSummary[],
  outputs: ReadonlyMap<string, string>,
): Definitions {
  const ids = resources
    .filter((resource) => resource.ResourceType === 'AWS::Batch::JobDefinition')
    .flatMap(({ PhysicalResourceId: id }) => id ?? []);
  // arn:aws:batch:region:account:job-definition/<name>:<revision>, or <name> alone
  const names = ids.flatMap((id) => /([^/:]+)(:\d+)?$/.exec(id)?.[1] ?? []);
  return { names: [...new Set(names)], current: new Set([...ids, ...outputs.values()]) };
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
 * Deregisters the active revisions of the named definitions, but the newest few of each. What the
 * stack has now is one of those few, even if it is not the newest, as after a rollback.
 *
 * @param keep how many of each stay active, 0 for none at all, not even those of the stack
 * @returns how many were deregistered
 */
export async function deregisterRevisions(
  context: Context,
  { names, current }: Definitions,
  keep: number,
): Promise<number> {
  let count = 0;
  for (const name of names) {
    const revisions = await activeRevisions(context, name);
    const isCurrent = ({ jobDefinitionArn: arn = '' }: JobDefinition) => current.has(arn);
    const others = revisions.filter((revision) => !isCurrent(revision));
    const room = Math.max(0, keep - revisions.filter(isCurrent).length);
    for (const { jobDefinitionArn } of keep === 0 ? revisions : others.slice(room)) {
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
    const definitions = definitionsOf(await listResources(context, stack.id), stack.outputs);
    await deregisterRevisions(context, definitions, keep);
  } catch (error) {
    context.log.warning(`Old job definition revisions were not pruned: ${describeError(error)}`);
  }
}

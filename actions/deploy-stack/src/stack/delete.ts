/** Deletes one stack and waits until it is gone. */
import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { call } from '../aws/call.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { failureSection } from '../report/failures.ts';
import { code, table, text } from '../report/markdown.ts';
import { StackEvents } from './events.ts';
import { adviceFor, failureLine, rankFailures } from './root-cause.ts';
import { follow } from './settle.ts';
import { listResources, type Stack } from './stack.ts';

/** What only waited for something else to go is often gone on the second try. */
const TRIES = 2;

async function tryOnce(context: Context, stack: Stack, roleArn: string | undefined) {
  const events = new StackEvents(context, stack.id);
  await events.skip();
  const token = context.unique('delete');
  await call(context, 'cloudformation:DeleteStack', (options) =>
    context.clients.cloudFormation.send(
      new DeleteStackCommand({
        // By id: the name may soon mean a stack that somebody else has made.
        StackName: stack.id,
        ClientRequestToken: token,
        ...(roleArn === undefined ? {} : { RoleARN: roleArn }),
      }),
      options,
    ),
  );
  return { token, ...(await follow(context, stack.id, events)) };
}

/** Resources that are still there, as rows: of a stack that is gone, those that it was told to keep. */
export async function whatIsLeft(context: Context, stackId: string) {
  const resources = await listResources(context, stackId);
  return resources
    .filter((resource) => resource.ResourceStatus !== 'DELETE_COMPLETE')
    .map((resource) => [
      code(resource.LogicalResourceId),
      text(resource.ResourceType),
      code(resource.PhysicalResourceId),
      text(resource.ResourceStatusReason ?? resource.ResourceStatus),
    ]);
}

export const LEFT_HEAD = ['Resource', 'Type', 'Id', 'Why'] as const;

/**
 * @param roleArn the role that CloudFormation assumes, if not the stack's own
 * @throws {Failure} `left-over` if it does not go, naming what is left
 */
export async function deleteAndWait(
  context: Context,
  stack: Stack,
  roleArn: string | undefined,
): Promise<void> {
  let failures = rankFailures([]);
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const { stack: after, events, token } = await tryOnce(context, stack, roleArn);
    if (after === undefined || after.status.isDeleted) return;
    failures = rankFailures(events, token);
    const again = attempt < TRIES ? ' Trying once more.' : '';
    context.log.info(`${stack.name} is ${after.status} after try ${attempt} of ${TRIES}.${again}`);
  }
  const [first] = failures;
  throw new Failure(
    `${stack.name} could not be deleted: ${first ? failureLine(first) : 'CloudFormation gives no reason'}`,
    adviceFor(first?.ResourceStatusReason ?? ''),
    {
      verdict: 'left-over',
      sections: [
        ...failureSection(failures),
        { title: 'What is left', body: table(LEFT_HEAD, await whatIsLeft(context, stack.id)) },
      ],
    },
  );
}

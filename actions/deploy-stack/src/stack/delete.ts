/** Deletes one stack and waits until it is gone. */
import { DeleteStackCommand, type StackEvent } from '@aws-sdk/client-cloudformation';
import { call } from '../aws/call.ts';
import { isOvertaken } from '../aws/errors.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { failureSection } from '../report/failures.ts';
import { code, table, text } from '../report/markdown.ts';
import { StackEvents } from './events.ts';
import { adviceFor, failureLine, rankFailures } from './root-cause.ts';
import { follow, whenIdle } from './settle.ts';
import { listResources, type Stack } from './stack.ts';

/** What only waited for something else to go is often gone on the second try. */
const TRIES = 2;

const POLL = 5_000;

/** @returns false if another operation goes on, and has to be waited for */
async function request(context: Context, stack: Stack, token: string, roleArn: string | undefined) {
  try {
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
    return true;
  } catch (error) {
    if (isOvertaken(error)) return false;
    throw error;
  }
}

async function tryOnce(context: Context, stack: Stack, roleArn: string | undefined) {
  const token = context.unique('delete');
  const events = new StackEvents(context, stack.id);
  await events.skip();
  // Emptying its queues has taken minutes, in which somebody may have begun something.
  while (!(await request(context, stack, token, roleArn))) {
    await context.patience.pause(POLL, `another's operation on ${stack.name}`);
    await whenIdle(context, stack.id);
    await events.skip();
  }
  return { token, ...(await follow(context, stack.id, events)) };
}

/** What events and lists of resources both say of a resource. */
interface Remnant {
  readonly LogicalResourceId?: string | undefined;
  readonly PhysicalResourceId?: string | undefined;
  readonly ResourceType?: string | undefined;
  readonly ResourceStatusReason?: string | undefined;
}

/** @returns a Markdown table, empty if there is nothing. Pure */
export function remnantsTable(remnants: readonly Remnant[]): string {
  const rows = remnants.map((resource) => [
    code(resource.LogicalResourceId),
    text(resource.ResourceType),
    code(resource.PhysicalResourceId),
    text(resource.ResourceStatusReason),
  ]);
  return table(['Resource', 'Type', 'Id', 'Why'], rows);
}

async function leftOver(context: Context, stack: Stack, failures: readonly StackEvent[]) {
  const resources = await listResources(context, stack.id);
  const left = resources.filter(({ ResourceStatus: status }) => status !== 'DELETE_COMPLETE');
  const [first] = failures;
  return new Failure(
    `${stack.name} could not be deleted: ${first ? failureLine(first) : 'CloudFormation gives no reason'}`,
    adviceFor(first?.ResourceStatusReason ?? ''),
    {
      verdict: 'left-over',
      sections: [...failureSection(failures), { title: 'What is left', body: remnantsTable(left) }],
    },
  );
}

/**
 * @param roleArn the role that CloudFormation assumes, if not the stack's own
 * @returns the resources that it kept because the template says so
 * @throws {Failure} `left-over` if it does not go, naming what is left
 */
export async function deleteAndWait(
  context: Context,
  stack: Stack,
  roleArn: string | undefined,
): Promise<readonly StackEvent[]> {
  const kept: StackEvent[] = [];
  let failures: readonly StackEvent[] = [];
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const { stack: after, events, token } = await tryOnce(context, stack, roleArn);
    kept.push(...events.filter(({ ResourceStatus: status }) => status === 'DELETE_SKIPPED'));
    if (after === undefined || after.status.isDeleted) return kept;
    failures = rankFailures(events, token);
    const again = attempt < TRIES ? ' Trying once more.' : '';
    context.log.info(`${stack.name} is ${after.status} after try ${attempt} of ${TRIES}.${again}`);
  }
  throw await leftOver(context, stack, failures);
}

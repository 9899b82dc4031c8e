/** Why CloudFormation's validation before a deployment turned a change set down. */
import { DescribeEventsCommand } from '@aws-sdk/client-cloudformation';
import { call } from '../aws/call.ts';
import { describeError } from '../aws/errors.ts';
import type { Context } from '../context.ts';
import type { Section } from '../failure.ts';
import { code, table, text } from '../report/markdown.ts';

/**
 * A change set that validation has turned down says no more than that; its events say which
 * property. They only add to a failure, so not being able to read them is no failure of its own.
 */
export async function validationFailures(
  context: Context,
  changeSetName: string,
  stackName: string,
): Promise<readonly Section[]> {
  try {
    const { OperationEvents: events = [] } = await call(
      context,
      'cloudformation:DescribeEvents',
      (options) =>
        context.clients.cloudFormation.send(
          new DescribeEventsCommand({
            ChangeSetName: changeSetName,
            StackName: stackName,
            Filters: { FailedEvents: true },
          }),
          options,
        ),
    );
    const rows = events.flatMap((event) => {
      // On one line: another could pass for a workflow command.
      const reason = (
        event.ValidationStatusReason ??
        event.HookStatusReason ??
        event.ResourceStatusReason
      )?.replace(/\s+/g, ' ');
      if (reason === undefined) return [];
      context.log.info(
        `${event.LogicalResourceId ?? 'Template'} ${event.ValidationPath ?? ''}: ${reason}`,
      );
      return [[code(event.LogicalResourceId), code(event.ValidationPath), text(reason)]];
    });
    if (rows.length === 0) return [];
    return [{ title: 'Validation', body: table(['Resource', 'Path', 'Reason'], rows) }];
  } catch (error) {
    context.log.info(`The reasons in detail cannot be read: ${describeError(error)}`);
    return [];
  }
}

/**
 * The life of a change set: made under a name of its own, looked at, perhaps executed, and
 * otherwise always deleted, together with the empty stack that it may have made.
 */
import {
  CreateChangeSetCommand,
  type CreateChangeSetInput,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { call } from '../aws/call.ts';
import { alreadyExists, describeError, isOvertaken } from '../aws/errors.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { deleteUnexecuted } from './clean-up.ts';
import { type ChangeSet, describeChangeSet, viewChangeSet } from './view.ts';

/** What a change set is made of, but for its name. */
export interface ChangeSetRequest {
  readonly stackName: string;
  /** There is no stack of this name, so CloudFormation makes an empty one to hold the change set. */
  readonly makesShell: boolean;
  readonly input: Omit<CreateChangeSetInput, 'ChangeSetName' | 'ClientToken' | 'StackName'>;
}

/** Another operation on the stack came in between; look at the stack again. */
export const OVERTAKEN = Symbol('overtaken');

async function create(context: Context, name: string, request: ChangeSetRequest): Promise<void> {
  const input = {
    ...request.input,
    StackName: request.stackName,
    ChangeSetName: name,
    ClientToken: name,
  };
  try {
    await call(context, 'cloudformation:CreateChangeSet', (options) =>
      context.clients.cloudFormation.send(new CreateChangeSetCommand(input), options),
    );
  } catch (error) {
    // The name is ours alone: an earlier try, whose reply was lost, has made it.
    if (alreadyExists(error)) return;
    if (error instanceof Failure || isOvertaken(error)) throw error;
    throw new Failure(
      `CloudFormation refused the template or its parameters: ${describeError(error)}`,
      'Correct the template or the input parameters; nothing was changed.',
      { cause: error },
    );
  }
}

async function execute(context: Context, name: string, stackName: string, token: string) {
  const input = { ChangeSetName: name, StackName: stackName, ClientRequestToken: token };
  try {
    await call(context, 'cloudformation:ExecuteChangeSet', (options) =>
      context.clients.cloudFormation.send(new ExecuteChangeSetCommand(input), options),
    );
  } catch (error) {
    if (!isOvertaken(error)) throw error;
    // Refused because an earlier try, whose reply was lost, is at work already?
    const { ExecutionStatus: status } = await describeChangeSet(context, name, stackName);
    if (status !== 'EXECUTE_IN_PROGRESS' && status !== 'EXECUTE_COMPLETE') throw error;
  }
}

/**
 * Makes a change set and hands it to `use`. Afterwards it is deleted, however that ended, unless
 * `use` has executed it.
 *
 * @param use gets the change set and how to execute it, with the token that its events will carry
 * @returns what `use` returned, or OVERTAKEN
 * @throws {Failure} if CloudFormation refuses the template, its parameters or its capabilities
 */
export async function withChangeSet<Result>(
  context: Context,
  request: ChangeSetRequest,
  use: (changeSet: ChangeSet, execute: (token: string) => Promise<void>) => Promise<Result>,
): Promise<Result | typeof OVERTAKEN> {
  const name = context.unique('change-set');
  const { stackName, makesShell } = request;
  const unfinished = { stackName, changeSetName: name, makesShell };
  let isExecuted = false;
  context.remember(unfinished);
  try {
    await create(context, name, request);
    return await use(await viewChangeSet(context, name, stackName), async (token) => {
      await execute(context, name, stackName, token);
      isExecuted = true;
      context.remember(undefined);
    });
  } catch (error) {
    if (isOvertaken(error)) return OVERTAKEN;
    throw error;
  } finally {
    if (!isExecuted) await deleteUnexecuted(context, unfinished);
  }
}

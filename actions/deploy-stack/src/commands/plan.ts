/** `plan`: what an apply would change. Deploys nothing and leaves nothing behind. */
import { ValidateTemplateCommand } from '@aws-sdk/client-cloudformation';
import { call } from '../aws/call.ts';
import { describeError } from '../aws/errors.ts';
import { OVERTAKEN, withChangeSet } from '../change-set/change-set.ts';
import { deployRequest } from '../change-set/request.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import type { Inputs } from '../inputs.ts';
import { changeLines, changesTable, countChanges } from '../report/changes.ts';
import type { Outcome } from '../report/outcome.ts';
import { beyondRecovery } from '../stack/beyond-recovery.ts';
import { whenIdle } from '../stack/settle.ts';
import type { Stack } from '../stack/stack.ts';

const PAUSE = 5_000;

/** A change set would make an empty stack, so that without a stack there is only this to check. */
async function validate(context: Context, template: string): Promise<void> {
  try {
    await call(context, 'cloudformation:ValidateTemplate', (options) =>
      context.clients.cloudFormation.send(
        new ValidateTemplateCommand({ TemplateBody: template }),
        options,
      ),
    );
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(
      `CloudFormation refused the template: ${describeError(error)}`,
      'Correct the template; nothing was changed.',
      { cause: error },
    );
  }
}

async function newStack(
  context: Context,
  template: string,
  stack: Stack | undefined,
  name: string,
) {
  await validate(context, template);
  const all = 'creates it with everything in the template';
  const headline =
    stack === undefined
      ? `There is no stack ${name}: an apply ${all}.`
      : `${name} is ${stack.status}: an apply ${stack.status.isShell ? '' : 'deletes it and '}${all}.`;
  return { verdict: 'new-stack', headline, changes: '', sections: [], stack } as const;
}

async function preview(context: Context, inputs: Inputs, template: string, stack: Stack) {
  const request = deployRequest(inputs, template, { type: 'UPDATE', stack });
  return await withChangeSet(context, request, async ({ isEmpty, changes }): Promise<Outcome> => {
    for (const line of changeLines(changes)) context.log.info(line);
    const verdict = isEmpty ? 'no-changes' : 'changes';
    const headline = isEmpty
      ? `An apply would change nothing in ${stack.name}.`
      : `An apply would change ${stack.name}: ${countChanges(changes)}.`;
    return { verdict, headline, changes: changesTable(changes), sections: [], stack };
  });
}

/** @throws {Failure} if CloudFormation refuses the template or its parameters */
export async function plan(context: Context, inputs: Inputs, template: string): Promise<Outcome> {
  for (;;) {
    const stack = await whenIdle(context, inputs.stackName);
    // A shell has no value of a parameter that could be kept, so it is planned like no stack at all.
    if (stack === undefined || stack.status.isShell || stack.status.mustBeDeletedFirst) {
      return await newStack(context, template, stack, inputs.stackName);
    }
    if (stack.status.rollbackIsStuck) {
      const headline = `${stack.name} is ${stack.status}: it takes no change set until an apply has recovered it.`;
      return { verdict: 'blocked', headline, changes: '', sections: [], stack };
    }
    if (!stack.status.takesUpdates) throw beyondRecovery(stack);
    const outcome = await preview(context, inputs, template, stack);
    if (outcome !== OVERTAKEN) return outcome;
    context.log.info('Another operation came in between; planning again.');
    await context.patience.pause(PAUSE, `a moment without other operations on ${inputs.stackName}`);
  }
}

/** `apply`: brings the stack to the template, from whatever state it was left in. */
import { OVERTAKEN } from '../change-set/change-set.ts';
import { deployRequest } from '../change-set/request.ts';
import type { Context } from '../context.ts';
import type { Inputs } from '../inputs.ts';
import { duration } from '../patience.ts';
import { changesTable, countChanges } from '../report/changes.ts';
import type { Outcome } from '../report/outcome.ts';
import { pruneRevisions } from '../runs/job-definitions.ts';
import { type Deployed, deploy } from '../stack/deploy.ts';
import { makeReady } from '../stack/recover.ts';

const PAUSE = 5_000;

async function deployed(context: Context, inputs: Inputs, template: string): Promise<Deployed> {
  for (;;) {
    const ready = await makeReady(context, inputs.stackName, inputs.serviceRoleArn);
    const done = await deploy(context, deployRequest(inputs, template, ready));
    if (done !== OVERTAKEN) return done;
    context.log.info('Another operation came in between; starting again.');
    await context.patience.pause(PAUSE, `a moment without other operations on ${inputs.stackName}`);
  }
}

/** @throws {Failure} with the cause first if the stack did not take the template */
export async function apply(context: Context, inputs: Inputs, template: string): Promise<Outcome> {
  const { isUnchanged, changes, stack } = await deployed(context, inputs, template);
  if (stack !== undefined) await pruneRevisions(context, stack, inputs.keepRevisions);
  const took = duration(context.patience.elapsed);
  return {
    verdict: isUnchanged ? 'unchanged' : 'applied',
    headline: isUnchanged
      ? `${inputs.stackName} is what the template says; nothing to change.`
      : `${inputs.stackName} is ${stack?.status} after ${took}: ${countChanges(changes)}.`,
    changes: changesTable(changes),
    sections: [],
    stack,
  };
}

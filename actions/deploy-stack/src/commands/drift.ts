/** `drift`: compares what exists with what was deployed, and puts it back if it is told to. */
import type { StackResourceDrift } from '@aws-sdk/client-cloudformation';
import { OVERTAKEN } from '../change-set/change-set.ts';
import { healRequest } from '../change-set/request.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import type { Inputs } from '../inputs.ts';
import { driftTable } from '../report/drift.ts';
import type { Outcome } from '../report/outcome.ts';
import { deploy } from '../stack/deploy.ts';
import { detectDrift } from '../stack/drift-detection.ts';
import { whenIdle } from '../stack/settle.ts';
import { describeStack, type Stack } from '../stack/stack.ts';

/** How often healing is looked at before it is called failed. */
const LOOKS = 3;
/** Milliseconds in between, besides the minute that a detection takes. */
const PAUSE = 5_000;

function named(drifts: readonly StackResourceDrift[]): string {
  return drifts.map((drift) => drift.LogicalResourceId).join(', ');
}

/** @throws {Failure} that still tells what has drifted, so that nobody takes it for healed */
async function heal(
  context: Context,
  inputs: Inputs,
  stack: Stack,
  before: readonly StackResourceDrift[],
): Promise<void> {
  const drift = driftTable(before);
  try {
    const done = await deploy(context, healRequest(inputs, stack));
    if (done === OVERTAKEN) {
      throw new Failure(
        `${stack.name} was not healed: another operation came in between.`,
        'Run this again when that operation has ended.',
      );
    }
    if (!done.isUnchanged) return;
    context.log.info('CloudFormation sees nothing that it could put back.');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { message, advice, verdict, sections } = error;
    const all = [...sections, { title: 'What has drifted', body: drift }];
    throw new Failure(message, advice, { verdict, sections: all, drift, cause: error });
  }
}

/**
 * Some services tell for a while what was before, so that what has been put back may still look
 * drifted.
 *
 * @returns what is found drifted again and again
 */
async function stillDrifted(
  context: Context,
  name: string,
): Promise<readonly StackResourceDrift[]> {
  for (let look = 1; ; look += 1) {
    const drifts = await detectDrift(context, name);
    if (drifts.length === 0 || look === LOOKS) return drifts;
    context.log.info(`Still drifted: ${named(drifts)}. Looking again in a while.`);
    await context.patience.pause(PAUSE, `${name} to be what was deployed`);
  }
}

async function healed(
  context: Context,
  inputs: Inputs,
  stack: Stack,
  before: readonly StackResourceDrift[],
): Promise<Outcome> {
  context.log.info('Putting back what has drifted.');
  await heal(context, inputs, stack, before);
  context.log.info('Detecting again, before this is called healed.');
  const after = await stillDrifted(context, stack.name);
  if (after.length > 0) {
    const drift = driftTable(after);
    throw new Failure(
      `${stack.name} still drifts after healing: ${named(after)}.`,
      'CloudFormation could not put these back: change them by hand, or change the template to what they are and deploy it.',
      { verdict: 'drifted', drift, sections: [{ title: 'What still drifts', body: drift }] },
    );
  }
  return {
    verdict: 'healed',
    headline: `${stack.name} had drifted (${named(before)}); it was put back, and detection finds nothing any more.`,
    changes: driftTable(before),
    sections: [],
    stack: await describeStack(context, stack.id),
  };
}

/** @throws {Failure} if it cannot be told, or if healing did not help */
export async function drift(context: Context, inputs: Inputs): Promise<Outcome> {
  const name = inputs.stackName;
  const stack = await whenIdle(context, name);
  const plain = { changes: '', sections: [], stack };
  if (stack === undefined) {
    return {
      verdict: 'no-stack',
      headline: `There is no stack ${name} that could drift.`,
      ...plain,
    };
  }
  if (!stack.status.detectsDrift) {
    throw new Failure(
      `Drift of ${name} cannot be detected: it is ${stack.status}.`,
      'Deploy it first: an apply recovers it.',
    );
  }
  context.log.info(`Comparing ${name} with what exists.`);
  const drifts = await detectDrift(context, name);
  if (drifts.length === 0) {
    return { verdict: 'in-sync', headline: `${name} is what was deployed.`, ...plain };
  }
  for (const one of drifts) {
    context.log.info(
      `${one.StackResourceDriftStatus} ${one.LogicalResourceId} (${one.ResourceType})`,
    );
  }
  if (inputs.heal) return await healed(context, inputs, stack, drifts);
  const headline = `${name} has drifted: ${named(drifts)}.`;
  return { ...plain, verdict: 'drifted', headline, changes: driftTable(drifts) };
}

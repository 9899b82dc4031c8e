/** Every call to AWS goes through here: it waits out passing faults and words the lasting ones. */

import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import {
  describeError,
  hasNoRegion,
  isDenied,
  isExpired,
  isTransient,
  isUnknownCaller,
} from './errors.ts';

const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 20_000;
/** Milliseconds of nothing but passing faults, after which they are not passing. */
const OUTAGE = 300_000;

function worded(action: string, error: unknown): unknown {
  const cause = describeError(error);
  if (isExpired(error)) {
    return new Failure(
      `The credentials expired before ${action}: ${cause}`,
      "What CloudFormation has begun goes on. Give the role's session more time than timeout-minutes, and run the command again: it waits for what goes on.",
      { cause: error },
    );
  }
  if (hasNoRegion(error)) {
    return new Failure(
      `There is no AWS region for ${action}: AWS_REGION is not set.`,
      'Run aws-actions/configure-aws-credentials in a step before this one: it sets the region too.',
      { cause: error },
    );
  }
  if (isUnknownCaller(error)) {
    return new Failure(
      `There are no usable AWS credentials for ${action}: ${cause}`,
      'Run aws-actions/configure-aws-credentials in a step before this one.',
      { cause: error },
    );
  }
  if (isDenied(error)) {
    return new Failure(
      `${action} was refused: ${cause}`,
      `Allow ${action} to the role that this job assumes.`,
      { cause: error },
    );
  }
  return error;
}

/**
 * Calls AWS, again and again for as long as the fault is a passing one.
 *
 * @param action as IAM writes it, for example `cloudformation:DescribeStacks`
 * @param send the call; it may be made more than once, so it carries a token if it changes anything
 * @throws {Failure} for refusals, expired credentials and outages; any other error as it came
 */
export async function call<Output>(
  context: Context,
  action: string,
  send: (options: { abortSignal: AbortSignal }) => Promise<Output>,
): Promise<Output> {
  const { patience, log } = context;
  let wait = FIRST_WAIT;
  let since: number | undefined;
  for (;;) {
    try {
      return await send({ abortSignal: patience.signal });
    } catch (error) {
      const waitingFor = `${action} to answer (last: ${describeError(error)})`;
      patience.check(waitingFor);
      if (!isTransient(error)) throw worded(action, error);
      since ??= patience.now();
      if (patience.now() - since > OUTAGE) {
        throw new Failure(
          `${action} has failed for 5 minutes: ${describeError(error)}`,
          'See that AWS_REGION is right and whether AWS reports an outage, then run the command again.',
          { cause: error },
        );
      }
      log.info(`${action}: ${describeError(error)}; trying again`);
      await patience.pause(wait, waitingFor);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }
}

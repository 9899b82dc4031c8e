/** The SQS queues of runs, `<prefix>-results-<array job id>`: one for each run. */
import {
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
} from '@aws-sdk/client-sqs';
import { call } from '../aws/call.ts';
import { isMissingQueue } from '../aws/errors.ts';
import type { Context } from '../context.ts';

export interface ResultQueue {
  readonly url: string;
  readonly arrayJobId: string;
}

const JOB_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Queues a page; without a number, SQS answers with the first 1,000 and no token. */
const PAGE = 1_000;

/** @returns every result queue of the prefix */
export async function listResultQueues(
  context: Context,
  prefix: string,
): Promise<readonly ResultQueue[]> {
  const start = `${prefix}-results-`;
  const queues: ResultQueue[] = [];
  let token: string | undefined;
  do {
    const page = await call(context, 'sqs:ListQueues', (options) =>
      context.clients.sqs.send(
        new ListQueuesCommand({ QueueNamePrefix: start, MaxResults: PAGE, NextToken: token }),
        options,
      ),
    );
    for (const url of page.QueueUrls ?? []) {
      const name = url.slice(url.lastIndexOf('/') + 1);
      // A prefix that is ignored must never turn into all queues of the account, nor `Pi` take the
      // queues of a stack `Pi-results`.
      const arrayJobId = name.slice(start.length);
      if (name.startsWith(start) && JOB_ID.test(arrayJobId)) queues.push({ url, arrayJobId });
    }
    token = page.NextToken;
  } while (token !== undefined);
  return queues;
}

/** @returns false if it was gone already */
export async function deleteResultQueue(context: Context, queue: ResultQueue): Promise<boolean> {
  try {
    await call(context, 'sqs:DeleteQueue', (options) =>
      context.clients.sqs.send(new DeleteQueueCommand({ QueueUrl: queue.url }), options),
    );
    return true;
  } catch (error) {
    if (isMissingQueue(error)) return false;
    throw error;
  }
}

/** @returns when the queue was made, milliseconds since the epoch; undefined if it is gone */
export async function madeAt(context: Context, queue: ResultQueue): Promise<number | undefined> {
  try {
    const { Attributes: attributes } = await call(context, 'sqs:GetQueueAttributes', (options) =>
      context.clients.sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: queue.url,
          AttributeNames: ['CreatedTimestamp'],
        }),
        options,
      ),
    );
    const seconds = Number(attributes?.['CreatedTimestamp']);
    return Number.isFinite(seconds) ? seconds * 1000 : undefined;
  } catch (error) {
    if (isMissingQueue(error)) return undefined;
    throw error;
  }
}

/** @returns the prefix of a stack's result queues: as given, or what the stack says, or its name */
export function resultsPrefix(
  given: string | undefined,
  outputs: ReadonlyMap<string, string> | undefined,
  stackName: string,
): string {
  return given ?? outputs?.get('ResultsQueuePrefix') ?? stackName;
}

/** All that the product relies on and that can be observed over HTTP. */
import type { Behaviour } from '../world.ts';
import { batchArrays } from './batch-arrays.ts';
import { batchCalls } from './batch-calls.ts';
import { batchHealth } from './batch-health.ts';
import { batchJobs } from './batch-jobs.ts';
import { batchLists } from './batch-lists.ts';
import { batchRetries } from './batch-retries.ts';
import { cloudFormation } from './cloudformation.ts';
import { logs } from './logs.ts';
import { sqsMessages } from './sqs-messages.ts';
import { sqsQueues } from './sqs-queues.ts';

export const behaviours: readonly Behaviour[] = [
  ...batchCalls,
  ...batchRetries,
  ...batchJobs,
  ...batchArrays,
  ...batchLists,
  ...batchHealth,
  ...logs,
  ...sqsQueues,
  ...sqsMessages,
  ...cloudFormation,
];

/** All that the product relies on and that can be observed over HTTP. */
import type { Behaviour } from '../world.ts';
import { batchArrays } from './batch-arrays.ts';
import { batchHealth } from './batch-health.ts';
import { batchJobs } from './batch-jobs.ts';
import { batchLists } from './batch-lists.ts';
import { cloudFormation } from './cloudformation.ts';
import { logs } from './logs.ts';
import { sqs } from './sqs.ts';

export const behaviours: readonly Behaviour[] = [
  ...batchJobs,
  ...batchArrays,
  ...batchLists,
  ...batchHealth,
  ...logs,
  ...sqs,
  ...cloudFormation,
];

/** ListJobs: which jobs, in which order, how many at a time. */
import * as v from 'valibot';
import { JOB_STATUSES, type Job } from './model.ts';
import type { Registry } from './registry.ts';
import type { BatchResources } from './resources.ts';
import { clientError } from './submit.ts';

/** Batch gives at most so many a page, and fewer with a filter. */
const PAGE = 1000;
const FILTERED_PAGE = 100;

export const listing = {
  jobQueue: v.optional(v.string()),
  arrayJobId: v.optional(v.string()),
  jobStatus: v.optional(v.picklist(JOB_STATUSES)),
  filters: v.optional(
    v.pipe(
      v.array(v.strictObject({ name: v.literal('JOB_NAME'), values: v.tuple([v.string()]) })),
      v.maxLength(1),
    ),
  ),
  maxResults: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  nextToken: v.optional(v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'is not a token of this service'))),
};

export type Listing = v.InferOutput<v.StrictObjectSchema<typeof listing, undefined>>;

/** @throws {AwsError} ClientException, when neither or both of a queue and an array are named */
export function list(
  input: Listing,
  registry: Registry,
  resources: BatchResources,
): { jobs: readonly Job[]; nextToken: string | undefined } {
  const all = candidates(input, registry, resources);
  const limit = Math.min(input.maxResults ?? PAGE, input.filters ? FILTERED_PAGE : PAGE);
  const from = Number(input.nextToken ?? 0);
  const jobs = all.slice(from, from + limit);
  const next = from + jobs.length;
  return { jobs, nextToken: next < all.length ? String(next) : undefined };
}

function candidates(input: Listing, registry: Registry, resources: BatchResources): readonly Job[] {
  const { jobQueue, arrayJobId, filters, jobStatus } = input;
  if ((jobQueue === undefined) === (arrayJobId === undefined)) {
    throw clientError('give exactly one of jobQueue and arrayJobId');
  }
  if (arrayJobId !== undefined) {
    if (filters) throw clientError('filters do not apply to the children of an array job');
    return children(arrayJobId, registry).filter(
      ({ status }) => status === (jobStatus ?? 'RUNNING'),
    );
  }
  const arn = resources.queue(jobQueue ?? '')?.arn;
  if (arn === undefined) throw clientError(`JobQueue ${jobQueue} not found`);
  const inQueue = registry.newestFirst().filter(({ spec }) => spec.queueArn === arn);
  if (!filters) return inQueue.filter(({ status }) => status === (jobStatus ?? 'RUNNING'));
  // With a filter the status is ignored: every job of the name is listed.
  const matches = namePattern(filters[0]?.values[0] ?? '');
  return inQueue.filter(({ spec }) => matches(spec.name));
}

function children(arrayJobId: string, registry: Registry): readonly Job[] {
  const job = registry.find(arrayJobId);
  if (job?.kind !== 'array') throw clientError(`${arrayJobId} is not an array job`);
  return job.children;
}

/** Names match whatever their case; a trailing `*` stands for anything. */
function namePattern(pattern: string): (name: string) => boolean {
  const wanted = pattern.toLowerCase();
  return wanted.endsWith('*')
    ? (name) => name.toLowerCase().startsWith(wanted.slice(0, -1))
    : (name) => name.toLowerCase() === wanted;
}

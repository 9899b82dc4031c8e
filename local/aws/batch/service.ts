/** The calls of Batch that this project makes. */
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { handler, type Output, type Service } from '../service.ts';
import { jobDetail, jobSummary } from './describe.ts';
import { type InspectParts, inspectHandlers } from './inspect.ts';
import { list, listing } from './list.ts';
import type { Scheduler } from './scheduler.ts';
import { clientError, type Submission, specify, submission } from './submit.ts';

export interface BatchParts extends InspectParts {
  readonly scheduler: Scheduler;
}

const jobIds = v.pipe(v.array(v.string()), v.maxLength(100, 'takes at most 100 job ids'));
const reason = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));

export function batchService(parts: BatchParts): Service {
  const { arns, machine, resources, scheduler } = parts;
  const { registry } = machine;
  return {
    name: 'batch',
    handlers: {
      SubmitJob: handler(submission, 'ClientException', (input) => submit(input, parts)),
      DescribeJobs: handler({ jobs: jobIds }, 'ClientException', ({ jobs }) => ({
        jobs: jobs.flatMap((id) => {
          const job = registry.find(id);
          return job ? [jobDetail(job, arns)] : [];
        }),
      })),
      ListJobs: handler(listing, 'ClientException', (input) => {
        const { jobs, nextToken } = list(input, registry, resources);
        return { jobSummaryList: jobs.map((job) => jobSummary(job, arns)), nextToken };
      }),
      TerminateJob: handler({ jobId: v.string(), reason }, 'ClientException', (input) => {
        const job = registry.find(input.jobId);
        if (!job) throw clientError(`Job ${input.jobId} not found`);
        scheduler.terminate(job, input.reason);
        return {};
      }),
      ...inspectHandlers(parts),
    },
  };
}

function submit(
  input: Submission,
  { arns, clock, health, machine, resources, scheduler }: BatchParts,
): Output {
  const { registry } = machine;
  const spec = specify(
    input,
    resources,
    health().jobQueue,
    (id) => registry.find(id) !== undefined,
  );
  const jobId = randomUUID();
  const job = registry.add(jobId, spec, input.arrayProperties?.size, clock.now());
  scheduler.accept(job);
  return { jobArn: arns.batch(`job/${jobId}`), jobId, jobName: spec.name };
}

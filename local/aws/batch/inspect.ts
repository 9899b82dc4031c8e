/** The calls that tell why nothing moves: DescribeComputeEnvironments and the like. */
import * as v from 'valibot';
import type { Arns } from '../arns.ts';
import type { Clock } from '../clock.ts';
import type { Health } from '../health.ts';
import { type Handler, handler, type Output } from '../service.ts';
import type { JobMachine } from './machine.ts';
import type { BatchResources, ComputeEnvironment, JobQueue } from './resources.ts';
import { clientError } from './submit.ts';

/** As many of the first in line as GetJobQueueSnapshot shows. */
const SNAPSHOT = 100;

export interface InspectParts {
  readonly machine: JobMachine;
  readonly resources: BatchResources;
  readonly health: () => Health;
  readonly clock: Clock;
  readonly arns: Arns;
}

const names = v.optional(v.pipe(v.array(v.string()), v.maxLength(100)));

export function inspectHandlers(parts: InspectParts): Readonly<Record<string, Handler>> {
  const { resources } = parts;
  return {
    DescribeComputeEnvironments: handler(
      { computeEnvironments: names },
      'ClientException',
      (input) => {
        const wanted = input.computeEnvironments?.map((name) => resources.environment(name));
        const found = (wanted ?? resources.environments).filter((each) => each !== undefined);
        return { computeEnvironments: found.map((each) => describeEnvironment(each, parts)) };
      },
    ),
    DescribeJobQueues: handler({ jobQueues: names }, 'ClientException', (input) => {
      const wanted = input.jobQueues?.map((name) => resources.queue(name));
      const found = (wanted ?? resources.queues).filter((each) => each !== undefined);
      return { jobQueues: found.map((each) => describeQueue(each, parts)) };
    }),
    GetJobQueueSnapshot: handler({ jobQueue: v.string() }, 'ClientException', (input) => {
      const queue = resources.queue(input.jobQueue);
      if (!queue) throw clientError(`JobQueue ${input.jobQueue} not found`);
      return { frontOfQueue: front(queue, parts) };
    }),
  };
}

function describeEnvironment(
  { name, arn, state, status, statusReason, computeResources, maxvCpus }: ComputeEnvironment,
  { machine, health }: InspectParts,
): Output {
  return {
    computeEnvironmentName: name,
    computeEnvironmentArn: arn,
    type: 'MANAGED',
    state,
    status,
    statusReason,
    ...health().computeEnvironment,
    computeResources: {
      ...computeResources,
      minvCpus: Number(computeResources['minvCpus'] ?? 0),
      maxvCpus,
      desiredvCpus: machine.line.vcpusInUse,
    },
  };
}

function describeQueue(queue: JobQueue, { health }: InspectParts): Output {
  return {
    jobQueueName: queue.name,
    jobQueueArn: queue.arn,
    state: queue.state,
    status: queue.status,
    statusReason: queue.statusReason,
    priority: queue.priority,
    ...health().jobQueue,
    computeEnvironmentOrder: queue.computeEnvironments.map((computeEnvironment, at) => ({
      order: at + 1,
      computeEnvironment,
    })),
  };
}

function front(queue: JobQueue, { machine, clock, arns }: InspectParts): Output {
  const jobs: Output[] = [];
  for (const job of machine.line.waiting()) {
    if (jobs.length === SNAPSHOT) break;
    if (job.spec.queueArn !== queue.arn) continue;
    jobs.push({
      jobArn: arns.batch(`job/${job.id}`),
      earliestTimeAtPosition: job.createdAt / 1000,
    });
  }
  return { jobs, lastUpdatedAt: clock.now() / 1000 };
}

/**
 * AWS on this machine: answers, on a loopback port, the calls that this project makes, so that the
 * unmodified SDK clients of worker, action and demo run against it.
 */
import { mkdirSync } from 'node:fs';
import { devNull } from 'node:os';
import { Arns } from './arns.ts';
import { JobMachine } from './batch/machine.ts';
import { BatchResources } from './batch/resources.ts';
import { Scheduler } from './batch/scheduler.ts';
import { batchService } from './batch/service.ts';
import { ScaledClock } from './clock.ts';
import { cloudFormationService } from './cloudformation/service.ts';
import { credentials } from './credentials.ts';
import { ec2Service } from './ec2/service.ts';
import { ecrService } from './ecr/service.ts';
import { isWell } from './health.ts';
import { AwsServer } from './http/server.ts';
import { LogGroups } from './logs/groups.ts';
import { logsService } from './logs/service.ts';
import type { LocalAws, LocalAwsOptions } from './options.ts';
import { Queues } from './sqs/queues.ts';
import { sqsService } from './sqs/service.ts';

export { AwsError } from './error.ts';
export type { Condition, Health } from './health.ts';
export type { Call, Intercept, Reply } from './http/reply.ts';
export type { LocalAws, LocalAwsOptions } from './options.ts';
export { containerRunner } from './runner/container.ts';
export { type ContainerEngine, ENGINES, findImage } from './runner/engine.ts';
export { inProcessRunner } from './runner/in-process.ts';
export { processRunner } from './runner/process.ts';
export type { Ended, JobRunner, RunnableJob, RunningJob } from './runner/runner.ts';

/** @throws {RangeError} when an option is out of range */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const { runner, vcpus, timeScale = 1, epochMs = Date.now(), region = 'local-1' } = options;
  if (!(vcpus > 0)) throw new RangeError(`vcpus is ${vcpus}; it must be a positive number`);
  if (options.logDirectory !== undefined) mkdirSync(options.logDirectory, { recursive: true });
  const clock = new ScaledClock({ epochMs, timeScale });
  const arns = new Arns(region);
  const logs = new LogGroups(options.logDirectory);
  const resources = new BatchResources();
  let { health = {} } = options;
  const machine = new JobMachine(() => ({
    vcpus: Math.min(vcpus, ...resources.environments.map(({ maxvCpus }) => maxvCpus)),
    blocked: health.stuck ?? (isWell({ ...health.computeEnvironment }) ? undefined : ''),
  }));
  let endpoint = '';
  const nullConfig = { AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull };
  const location = () => ({
    AWS_ENDPOINT_URL: endpoint,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${endpoint}/credentials`,
    ...nullConfig,
  });
  const scheduler = new Scheduler({
    machine,
    resources,
    clock,
    runner,
    logs,
    endpoint: location,
    startDelayMs: options.startDelayMs ?? 0,
    timeScale,
  });
  const queues = new Queues(clock);
  const services = [
    batchService({ machine, scheduler, resources, clock, arns, health: () => health }),
    sqsService(queues, () => endpoint),
    logsService(logs),
    cloudFormationService({ batch: resources, logs, arns }, clock),
    ec2Service(resources, () => health),
    ecrService(() => health),
  ];
  const pages = { '/credentials': () => credentials(clock.now()) };
  const server = new AwsServer(services, pages, options.intercept);
  endpoint = await server.listen();
  return {
    endpoint,
    region,
    environment: { ...location(), AWS_REGION: region },
    clock: clock.setting,
    calls: server.calls,
    unhandled: server.unhandled,
    handlers: services.flatMap(({ name, handlers }) =>
      Object.keys(handlers).map((operation) => `${name}:${operation}`),
    ),
    queues: () => queues.names,
    reclaim: (jobId) => {
      const job = machine.registry.find(jobId);
      return job?.kind === 'job' && scheduler.reclaim(job);
    },
    setHealth: (next) => {
      health = next;
      scheduler.reschedule();
    },
    close: async () => {
      await scheduler.close();
      clock.close();
      await server.close();
    },
  };
}

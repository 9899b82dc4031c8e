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
import { type ClockSetting, ScaledClock } from './clock.ts';
import { cloudFormationService } from './cloudformation/service.ts';
import { credentials } from './credentials.ts';
import type { Intercept } from './http/reply.ts';
import { AwsServer } from './http/server.ts';
import { LogGroups } from './logs/groups.ts';
import { logsService } from './logs/service.ts';
import type { JobRunner } from './runner/runner.ts';
import { Queues } from './sqs/queues.ts';
import { sqsService } from './sqs/service.ts';

export { AwsError } from './error.ts';
export type { Call, Intercept, Reply } from './http/reply.ts';
export { inProcessRunner } from './runner/in-process.ts';
export { processRunner } from './runner/process.ts';
export type { Ended, JobRunner, RunnableJob, RunningJob } from './runner/runner.ts';

export interface LocalAwsOptions {
  /** How a job runs. */
  readonly runner: JobRunner;
  /** How many vCPUs run at once, at most what the compute environment allows; a vCPU is a core. */
  readonly vcpus: number;
  /** All durations of AWS are divided by it, and timestamps run as much faster; 1 by default. */
  readonly timeScale?: number;
  /** From when on time is scaled, in milliseconds since 1970; by default from the start. */
  readonly epochMs?: number;
  /** `local-1` by default. */
  readonly region?: string;
  /** From STARTING to RUNNING in milliseconds before scaling; 0 by default. */
  readonly startDelayMs?: number;
  /** Gets one file of output for each container's name. */
  readonly logDirectory?: string;
  /** Comes between every call and its handler. */
  readonly intercept?: Intercept;
}

export interface LocalAws {
  /** `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  readonly region: string;
  /** What a client process needs to find this AWS and no other. */
  readonly environment: Readonly<Record<string, string>>;
  /** How its clock runs; a client on a scaled clock of its own takes the same. */
  readonly clock: ClockSetting;
  /** Every call that came so far, with its count: `batch:SubmitJob`. */
  readonly calls: ReadonlyMap<string, number>;
  /** Those of them that nobody handles. */
  readonly unhandled: ReadonlyMap<string, number>;
  /** Every call that is answered. */
  readonly handlers: readonly string[];
  /** Names of the SQS queues that there are now. */
  queues(): readonly string[];
  /**
   * Plays a Spot reclaim: SIGTERM, then SIGKILL, and the attempt ends with
   * `Host EC2 (instance i-...) terminated.`
   *
   * @param jobId a plain job's, or a child's `<array job id>:<index>`
   * @returns whether it was RUNNING; otherwise nothing happens
   */
  reclaim(jobId: string): boolean;
  /** Kills all jobs, waits until they are gone, and stops answering. */
  close(): Promise<void>;
}

/** @throws {RangeError} when an option is out of range */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const { runner, vcpus, timeScale = 1, epochMs = Date.now(), region = 'local-1' } = options;
  if (!(vcpus > 0)) throw new RangeError(`vcpus is ${vcpus}; it must be a positive number`);
  if (options.logDirectory !== undefined) mkdirSync(options.logDirectory, { recursive: true });
  const clock = new ScaledClock({ epochMs, timeScale });
  const arns = new Arns(region);
  const logs = new LogGroups(options.logDirectory);
  const resources = new BatchResources();
  const machine = new JobMachine(() => ({
    vcpus: Math.min(vcpus, ...resources.environments.map(({ maxvCpus }) => maxvCpus)),
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
    batchService({ machine, scheduler, resources, clock, arns }),
    sqsService(queues, () => endpoint),
    logsService(logs),
    cloudFormationService({ batch: resources, logs, arns }, clock),
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
    close: async () => {
      await scheduler.close();
      clock.close();
      await server.close();
    },
  };
}

/** Jobs as DescribeJobs and ListJobs show them. */
import type { Arns } from '../arns.ts';
import type { Output } from '../service.ts';
import type { Attempt, Job, RunJob } from './model.ts';

/** A job in full. */
export function jobDetail(job: Job, arns: Arns): Output {
  const { spec } = job;
  return {
    ...common(job, arns),
    jobQueue: spec.queueArn,
    // The API says that it is always there; it is 0 until something has run.
    startedAt: job.startedAt ?? 0,
    dependsOn: spec.dependsOn.map((jobId) => ({ jobId })),
    parameters: spec.parameters,
    retryStrategy: spec.retryStrategy,
    timeout: spec.timeoutSeconds && { attemptDurationSeconds: spec.timeoutSeconds },
    tags: spec.tags,
    platformCapabilities: [],
    attempts: job.kind === 'job' ? job.attempts.map((each) => attemptDetail(each, arns)) : [],
    container: containerDetail(job, arns),
    arrayProperties: arrayDetail(job),
  };
}

/** A job in a list. */
export function jobSummary(job: Job, arns: Arns): Output {
  const exitCode = job.kind === 'job' ? job.attempts.at(-1)?.exitCode : undefined;
  return {
    ...common(job, arns),
    startedAt: job.startedAt,
    container: exitCode === undefined ? undefined : { exitCode },
    arrayProperties:
      job.kind === 'array'
        ? { size: job.children.length }
        : job.index === undefined
          ? undefined
          : { index: job.index },
  };
}

function common(job: Job, arns: Arns): Output {
  return {
    jobArn: arns.batch(`job/${job.id}`),
    jobId: job.id,
    jobName: job.spec.name,
    jobDefinition: job.spec.definitionArn,
    status: job.status,
    statusReason: job.statusReason,
    createdAt: job.createdAt,
    stoppedAt: job.stoppedAt,
    isCancelled: false,
    isTerminated: job.terminateReason !== undefined,
  };
}

function attemptDetail(attempt: Attempt, arns: Arns): Output {
  return {
    startedAt: attempt.startedAt,
    stoppedAt: attempt.stoppedAt,
    statusReason: attempt.statusReason,
    container: {
      exitCode: attempt.exitCode,
      reason: attempt.reason,
      logStreamName: attempt.logStreamName,
      taskArn: attempt.taskId && arns.ecsTask(attempt.taskId),
      networkInterfaces: [],
    },
  };
}

function containerDetail(job: Job, arns: Arns): Output {
  const { spec } = job;
  const state = job.kind === 'job' ? runState(job) : {};
  return {
    image: spec.image,
    command: spec.command,
    environment: spec.environment,
    user: spec.user,
    readonlyRootFilesystem: spec.readonlyRootFilesystem,
    resourceRequirements: [
      { type: 'VCPU', value: String(spec.vcpus) },
      { type: 'MEMORY', value: String(spec.memoryMiB) },
    ],
    logConfiguration: {
      logDriver: 'awslogs',
      options: { 'awslogs-group': spec.logGroup, 'awslogs-stream-prefix': spec.logStreamPrefix },
    },
    volumes: [],
    mountPoints: [],
    ulimits: [],
    secrets: [],
    networkInterfaces: [],
    exitCode: state.exitCode,
    reason: state.reason,
    logStreamName: state.logStreamName,
    taskArn: state.taskId && arns.ecsTask(state.taskId),
  };
}

/** Of the attempt that runs, or of the last one once the job has ended. */
function runState(job: RunJob): Partial<Attempt> {
  const last = job.attempts.at(-1);
  return job.stoppedAt === undefined || last === undefined
    ? { logStreamName: job.logStreamName, taskId: job.taskId }
    : last;
}

function arrayDetail(job: Job): Output | undefined {
  if (job.kind === 'array') {
    return {
      size: job.children.length,
      statusSummary: job.summary,
      statusSummaryLastUpdatedAt: job.summaryUpdatedAt,
    };
  }
  return job.index === undefined ? undefined : { index: job.index };
}

/** What the jobs of a scene do, in the place of the worker: quick, and failing to order. */
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { inProcessRunner, type JobRunner, type RunnableJob } from '../../../../local/aws/index.ts';
import { sampleSummary } from '../sample.ts';

/** How the jobs of a run behave. */
export interface Program {
  /** The exit code of a child's attempt; 0 by default. */
  readonly child?: (index: number, attempt: number) => number;
  /** Milliseconds of the scaled clock that a child takes; 3,000 by default. */
  readonly childMs?: number;
  /** The exit code of an attempt of the summarize job; 0 by default. */
  readonly summarize?: (attempt: number) => number;
  /** Lines that the summarize job prints before its Summary. */
  readonly says?: readonly string[];
  /** Whether it prints no Summary. */
  readonly silent?: boolean;
}

/** How many children an array job has, and which of them have not succeeded. */
interface Tally {
  readonly size: number;
  readonly failed: Set<number>;
}

const queueName = (arrayJobId: string) => `Pi-results-${arrayJobId}`;

/**
 * @param sqs where the first child makes the run's queue, and the summarize job deletes it
 * @param timeScale how fast the scene's clock runs
 */
export function scripted(program: Program, sqs: () => SQSClient, timeScale: number): JobRunner {
  const tallies = new Map<string, Tally>();

  const calculate = async (job: RunnableJob, signal: AbortSignal): Promise<number> => {
    const [arrayJobId = '', text = '0'] = job.jobId.split(':');
    const index = Number(text);
    const size = Number(job.environment['AWS_BATCH_JOB_ARRAY_SIZE'] ?? 1);
    const tally = tallies.get(arrayJobId) ?? { size, failed: new Set() };
    tallies.set(arrayJobId, tally);
    if (index === 0) {
      await sqs().send(new CreateQueueCommand({ QueueName: queueName(arrayJobId) }));
    }
    await pause((program.childMs ?? 3_000) / timeScale, signal);
    const exitCode = signal.aborted ? 75 : (program.child?.(index, job.attempt) ?? 0);
    if (exitCode === 0) tally.failed.delete(index);
    else tally.failed.add(index);
    if (exitCode !== 0) job.log(`error: child ${index} was told to fail`);
    return exitCode;
  };

  const summarize = async (job: RunnableJob): Promise<number> => {
    for (const line of program.says ?? []) job.log(line);
    const exitCode = program.summarize?.(job.attempt) ?? 0;
    if (exitCode !== 0) {
      job.log('error: told to fail');
      return exitCode;
    }
    const arrayJobId = job.command[job.command.indexOf('--array-job') + 1] ?? '';
    const { size, failed } = tallies.get(arrayJobId) ?? { size: 0, failed: new Set() };
    const missing = [...failed].slice(0, 20).join(',');
    const summary = sampleSummary(arrayJobId, size, size - failed.size, missing);
    if (!program.silent) job.log(JSON.stringify(summary));
    job.log(summary.headline);
    const { QueueUrl } = await sqs().send(
      new GetQueueUrlCommand({ QueueName: queueName(arrayJobId) }),
    );
    await sqs().send(new DeleteQueueCommand({ QueueUrl }));
    return 0;
  };

  return inProcessRunner((job, signal) =>
    job.command[0] === 'summarize' ? summarize(job) : calculate(job, signal),
  );
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

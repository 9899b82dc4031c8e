/**
 * What could not be confirmed of AWS. The product holds either way; a run against a real account
 * answers, and what the others answer is known.
 */
import { JobStatus } from '@aws-sdk/client-batch';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { endSoon, find, hasEnded, isRunning, run, submit, terminate, until } from './jobs.ts';
import { freshName, type World } from './world.ts';

export interface Question {
  readonly asks: string;
  readonly local: string;
  readonly moto: string;
  answer(world: World): Promise<string>;
}

const retry = { action: 'RETRY', onExitCode: '75' } as const;
const exit = { action: 'EXIT', onExitCode: '7*' } as const;

/** SQS may put a policy into a form of its own. */
const Policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'TlsOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sqs:*',
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ],
});

export const questions: readonly Question[] = [
  {
    asks: 'Does DescribeJobs tell of the dependencies of a job that is RUNNING?',
    local: 'yes',
    moto: 'yes',
    answer: async (world) => {
      const jobId = await submit(world, ['exit', '0']);
      const id = await submit(world, ['wait'], { dependsOn: [{ jobId }] });
      const { dependsOn = [] } = await until(world, id, isRunning);
      await terminate(world, id);
      return dependsOn.some((each) => each.jobId === jobId) ? 'yes' : 'no';
    },
  },
  {
    asks: 'When does a PENDING job that is terminated end, and with which reason?',
    local: 'after what it depends on: contract',
    moto: 'at once: contract',
    answer: async (world) => {
      const jobId = await submit(world, ['wait']);
      await until(world, jobId, isRunning);
      const id = await submit(world, ['exit', '0'], { dependsOn: [{ jobId }] });
      await until(world, id, ({ status }) => status === JobStatus.PENDING);
      const ending = terminate(world, id);
      const early = hasEnded(await endSoon(world, id));
      const meanwhile = (await find(world, jobId))?.status;
      await terminate(world, jobId);
      const [job] = await ending;
      const when = early && meanwhile === 'RUNNING' ? 'at once' : 'after what it depends on';
      return `${when}: ${job?.statusReason}`;
    },
  },
  {
    asks: 'Which of several rules that match an exit decides?',
    local: 'the first',
    moto: 'none: nothing is retried',
    answer: async (world) => {
      const tried = async (...evaluateOnExit: (typeof retry | typeof exit)[]) => {
        const retryStrategy = { attempts: 2, evaluateOnExit };
        return (await run(world, ['exit', '75'], { retryStrategy })).attempts?.length ?? 0;
      };
      const [retryFirst, exitFirst] = [await tried(retry, exit), await tried(exit, retry)];
      if (retryFirst === exitFirst) {
        return retryFirst === 1 ? 'none: nothing is retried' : 'none: all is retried';
      }
      return retryFirst > exitFirst ? 'the first' : 'the last';
    },
  },
  {
    asks: 'Does CreateQueue with the same policy give the same queue?',
    local: 'yes',
    moto: 'yes',
    answer: async ({ sqs }) => {
      const input = { QueueName: freshName(), Attributes: { Policy } };
      const first = await sqs.send(new CreateQueueCommand(input));
      return sqs.send(new CreateQueueCommand(input)).then(
        ({ QueueUrl }) => (QueueUrl === first.QueueUrl ? 'yes' : 'no, it makes another'),
        ({ name }) => `no: ${name}`,
      );
    },
  },
];

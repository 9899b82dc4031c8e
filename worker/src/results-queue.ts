/** The queue that carries one run's results: SQS behind four verbs. */
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  QueueNameExists,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { call } from './aws-fault.ts';
import { clientSettings } from './clients.ts';
import { PassingFault, QueueGoneFault } from './fault.ts';
import type { Environment } from './identity.ts';
import type { Delivery, ResultsQueue, Sleep } from './outside.ts';

/** Pauses before looking again for a queue that was just made: 6 s in all, where SQS promises one. */
const PAUSES_MS = [100, 300, 600, 1_000, 2_000, 2_000];

/** The same for every child, or SQS would not take their creations for one and the same. */
const ATTRIBUTES = {
  MessageRetentionPeriod: String(14 * 24 * 60 * 60),
  SqsManagedSseEnabled: 'true',
  // Nobody may speak to it without TLS. The resource is this queue, whose ARN would need the number
  // of the account, which a child is not told.
  Policy: JSON.stringify({
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
  }),
};

/** @returns the queue of that name, with a client of its own */
export function connectQueue(name: string, environment: Environment, sleep: Sleep): ResultsQueue {
  return new SqsQueue(name, new SQSClient(clientSettings(environment)), sleep);
}

export class SqsQueue implements ResultsQueue {
  readonly name: string;
  readonly #client: SQSClient;
  readonly #sleep: Sleep;
  #url: string | undefined;

  constructor(name: string, client: SQSClient, sleep: Sleep) {
    this.name = name;
    this.#client = client;
    this.#sleep = sleep;
  }

  /**
   * Looking first costs every child one cheap call, and only those that come before the queue is
   * seen make the dear one; creating first would put 10,000 creations through a much lower quota.
   *
   * A child that is retried after its result had arrived finds the queue and sends the same result
   * again, which is dropped as a duplicate. The queue cannot be gone by then: summarize starts when
   * the array has ended and so has every retry. Only if someone runs summarize by hand before that
   * does a late child make a new queue (refused by SQS for a minute, hence retried); nobody reads
   * it, and it goes as the queues of cancelled runs go.
   */
  async send(body: string, signal: AbortSignal): Promise<void> {
    const QueueUrl = (await this.#find(signal)) ?? (await this.#create(signal));
    const command = new SendMessageCommand({ QueueUrl, MessageBody: body });
    const sent =
      QueueUrl &&
      (await this.#untilSeen(signal, () =>
        this.#ask('SendMessage', signal, (options) => this.#client.send(command, options)),
      ));
    if (!sent) throw new PassingFault(`queue ${this.name} was made, but SQS does not find it yet`);
  }

  async exists(signal: AbortSignal): Promise<boolean> {
    return (await this.#find(signal)) !== undefined;
  }

  async receive(waitSeconds: number, signal: AbortSignal): Promise<readonly Delivery[]> {
    const QueueUrl = await this.#find(signal);
    const command = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: waitSeconds,
      VisibilityTimeout: 60,
    });
    const received =
      QueueUrl &&
      (await this.#untilSeen(signal, () =>
        this.#ask('ReceiveMessage', signal, (options) => this.#client.send(command, options)),
      ));
    if (!received) {
      throw new QueueGoneFault(`queue ${this.name} was deleted while it was being read`);
    }
    return (received.Messages ?? []).map(({ MessageId = '', Body = '' }) => ({
      id: MessageId,
      body: Body,
    }));
  }

  async delete(signal: AbortSignal): Promise<void> {
    const QueueUrl = await this.#find(signal);
    if (QueueUrl === undefined) return;
    await this.#ask('DeleteQueue', signal, (options) =>
      this.#client.send(new DeleteQueueCommand({ QueueUrl }), options),
    );
  }

  async #find(signal: AbortSignal): Promise<string | undefined> {
    if (this.#url !== undefined) return this.#url;
    const found = await this.#ask('GetQueueUrl', signal, (options) =>
      this.#client.send(new GetQueueUrlCommand({ QueueName: this.name }), options),
    );
    this.#url = found?.QueueUrl;
    return this.#url;
  }

  async #create(signal: AbortSignal): Promise<string | undefined> {
    const made = await this.#ask('CreateQueue', signal, async (options) => {
      const command = new CreateQueueCommand({ QueueName: this.name, Attributes: ATTRIBUTES });
      try {
        return await this.#client.send(command, options);
      } catch (error) {
        // Another child was first, and SQS does not take the two for the same (it may have put the
        // policy into a form of its own).
        if (error instanceof QueueNameExists) return { QueueUrl: undefined };
        throw error;
      }
    });
    this.#url = made?.QueueUrl;
    return this.#url ?? this.#untilSeen(signal, () => this.#find(signal));
  }

  /** Runs one call; undefined stands for "there is no such queue". */
  #ask<T>(
    operation: string,
    signal: AbortSignal,
    run: (options: { abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T | undefined> {
    const check = `that the job role allows sqs:${operation} on this queue`;
    return call(`SQS ${operation} on ${this.name}`, check, async () => {
      try {
        return await run({ abortSignal: signal });
      } catch (error) {
        if (error instanceof QueueDoesNotExist) return undefined;
        throw error;
      }
    });
  }

  /** Asks again, a few seconds long, while the answer is that there is no such queue. */
  async #untilSeen<T>(
    signal: AbortSignal,
    ask: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    for (const pause of PAUSES_MS) {
      const answer = await ask();
      if (answer !== undefined) return answer;
      await this.#sleep(pause, signal);
    }
    return ask();
  }
}

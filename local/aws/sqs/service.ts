/** The calls of SQS that this project makes. */
import * as v from 'valibot';
import { ACCOUNT } from '../arns.ts';
import { AwsError } from '../error.ts';
import { handler, type Output, type Service } from '../service.ts';
import type { Received } from './queue.ts';
import type { Queues } from './queues.ts';

const INVALID = 'InvalidParameterValue';
/** What a message may hold. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

const QueueName = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{1,80}$/, 'must be 1 to 80 letters, digits, - and _'),
);
const QueueUrl = v.pipe(v.string(), v.minLength(1));
const whole = (min: number, max: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const texts = v.optional(v.record(v.string(), v.string()), {});
const AttributeNames = v.optional(v.array(v.string()), []);

/** @param endpoint tells where this AWS is, for queue URLs */
export function sqsService(queues: Queues, endpoint: () => string): Service {
  const url = (name: string) => ({ QueueUrl: `${endpoint()}/${ACCOUNT}/${name}` });
  return {
    name: 'sqs',
    handlers: {
      CreateQueue: handler({ QueueName, Attributes: texts, tags: texts }, INVALID, (input) => {
        queues.create(input.QueueName, input.Attributes);
        return url(input.QueueName);
      }),
      GetQueueUrl: handler({ QueueName }, INVALID, (input) => {
        queues.find(input.QueueName);
        return url(input.QueueName);
      }),
      SendMessage: handler(
        { QueueUrl, MessageBody: v.pipe(v.string(), v.minLength(1)) },
        INVALID,
        (input) => {
          if (Buffer.byteLength(input.MessageBody) > MAX_MESSAGE_BYTES) {
            throw new AwsError(INVALID, `One or more parameters are invalid: over 1 MiB.`);
          }
          const { id, md5 } = queues.send(nameOf(input.QueueUrl), input.MessageBody);
          return { MessageId: id, MD5OfMessageBody: md5 };
        },
      ),
      ReceiveMessage: handler(
        {
          QueueUrl,
          MaxNumberOfMessages: v.optional(whole(1, 10), 1),
          WaitTimeSeconds: v.optional(whole(0, 20)),
          VisibilityTimeout: v.optional(whole(0, 43_200)),
          AttributeNames,
          MessageSystemAttributeNames: AttributeNames,
        },
        INVALID,
        async (input, signal) => {
          const options = {
            max: input.MaxNumberOfMessages,
            visibilitySeconds: input.VisibilityTimeout,
            waitSeconds: input.WaitTimeSeconds,
          };
          const received = await queues.receive(nameOf(input.QueueUrl), options, signal);
          if (received.length === 0) return {};
          const wanted = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
          return { Messages: received.map((each) => describe(each, wanted)) };
        },
      ),
      DeleteQueue: handler({ QueueUrl }, INVALID, (input) => {
        queues.delete(nameOf(input.QueueUrl));
        return {};
      }),
    },
  };
}

/** @throws {AwsError} QueueDoesNotExist, as SQS says of a URL that is none of its own */
function nameOf(queueUrl: string): string {
  const name = new RegExp(`/${ACCOUNT}/([A-Za-z0-9_-]{1,80})$`).exec(queueUrl)?.[1];
  if (name === undefined) {
    throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
  }
  return name;
}

function describe({ message, receiptHandle }: Received, wanted: readonly string[]): Output {
  const attributes = Object.entries({
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    SentTimestamp: String(message.sentAt),
  }).filter(([name]) => wanted.includes('All') || wanted.includes(name));
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle,
    Body: message.body,
    MD5OfBody: message.md5,
    ...(attributes.length > 0 && { Attributes: Object.fromEntries(attributes) }),
  };
}

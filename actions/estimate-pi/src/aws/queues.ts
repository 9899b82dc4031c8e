import { DeleteQueueCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { kindOf } from '../array-job/fault.ts';
import type { QueuesPort } from '../array-job/ports.ts';
import { call } from './call.ts';

export function queuesPort(client: SQSClient): QueuesPort {
  return {
    async remove(name) {
      try {
        const { QueueUrl } = await call('sqs:GetQueueUrl', () =>
          client.send(new GetQueueUrlCommand({ QueueName: name })),
        );
        await call('sqs:DeleteQueue', () => client.send(new DeleteQueueCommand({ QueueUrl })));
        return true;
      } catch (error) {
        if (kindOf(error) === 'missing') return false;
        throw error;
      }
    },
  };
}

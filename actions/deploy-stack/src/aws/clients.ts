/** The one place where AWS clients are made. The SDK itself honours AWS_REGION and AWS_ENDPOINT_URL. */
import { BatchClient } from '@aws-sdk/client-batch';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SQSClient } from '@aws-sdk/client-sqs';

export interface Clients {
  readonly batch: BatchClient;
  readonly cloudFormation: CloudFormationClient;
  readonly sqs: SQSClient;
}

/** A connection that hangs must not hang the step: milliseconds, per request. */
const requestHandler = { connectionTimeout: 10_000, requestTimeout: 30_000 };

export function makeClients(): Clients {
  const shared = { maxAttempts: 4, requestHandler };
  return {
    batch: new BatchClient(shared),
    cloudFormation: new CloudFormationClient(shared),
    // Otherwise the SDK follows the host in a queue's URL past AWS_ENDPOINT_URL.
    sqs: new SQSClient({ ...shared, useQueueUrlAsEndpoint: false }),
  };
}

/** Closes idle connections, which would keep the process alive. */
export function closeClients(clients: Clients): void {
  for (const client of Object.values(clients)) client.destroy();
}

/** The one place where AWS clients are made. The SDK itself honours AWS_REGION and AWS_ENDPOINT_URL. */
import { BatchClient } from '@aws-sdk/client-batch';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SQSClient } from '@aws-sdk/client-sqs';

export interface Clients {
  readonly batch: BatchClient;
  readonly cloudFormation: CloudFormationClient;
  readonly sqs: SQSClient;
}

/**
 * @param requestTimeout milliseconds after which a request without an answer is tried again: a
 *   connection that hangs must not hang the step
 */
export function makeClients(requestTimeout = 30_000): Clients {
  const shared = {
    maxAttempts: 4,
    // Without the last of them the SDK only prints a warning, and goes on waiting.
    requestHandler: { connectionTimeout: 10_000, requestTimeout, throwOnRequestTimeout: true },
  };
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

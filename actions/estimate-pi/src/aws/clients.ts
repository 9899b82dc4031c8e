/** The one place where clients are made. */
import { BatchClient } from '@aws-sdk/client-batch';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { SQSClient } from '@aws-sdk/client-sqs';

export interface Clients {
  readonly batch: BatchClient;
  readonly cloudFormation: CloudFormationClient;
  readonly logs: CloudWatchLogsClient;
  readonly sqs: SQSClient;
  /** Closes what is still open, so that the process can end by itself. */
  destroy(): void;
}

/**
 * Region, credentials and AWS_ENDPOINT_URL come from the usual environment. Each call is tried once:
 * the retries of `array-job/retry.ts` can be interrupted, and SubmitJob must not be repeated blindly.
 *
 * @param longestMs how long an answer may take to begin, and then pause, in milliseconds
 */
export function makeClients(longestMs = 20_000): Clients {
  const config = {
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: longestMs,
      throwOnRequestTimeout: true,
      // The time of the request is over when the answer begins; nothing else watches for its end.
      socketTimeout: longestMs,
    },
  };
  const cloudFormation = new CloudFormationClient(config);
  // Found once, for all of them.
  const { credentials } = cloudFormation.config;
  const shared = { ...config, credentials };
  const clients = {
    cloudFormation,
    batch: new BatchClient(shared),
    logs: new CloudWatchLogsClient(shared),
    // Else the SDK would send to the host in a queue's URL, whatever AWS_ENDPOINT_URL says.
    sqs: new SQSClient({ ...shared, useQueueUrlAsEndpoint: false }),
  };
  return {
    ...clients,
    destroy: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

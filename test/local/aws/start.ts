/** A local AWS with the real template deployed and SDK clients that are told nothing but where it is. */
import { readFile } from 'node:fs/promises';
import { BatchClient } from '@aws-sdk/client-batch';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type LocalAws, type LocalAwsOptions, startLocalAws } from '../../../local/aws/index.ts';

export const TEMPLATE = await readFile(
  new URL('../../../cloudformation/pi.yaml', import.meta.url),
  'utf8',
);

/** A digest URI of the form that the template asks for; nothing pulls it. */
export const IMAGE = `localhost/pi@sha256:${'0'.repeat(64)}`;

export interface Clients {
  readonly batch: BatchClient;
  readonly sqs: SQSClient;
  readonly logs: CloudWatchLogsClient;
  readonly cloudFormation: CloudFormationClient;
}

/** SDK clients without retries, so that a test sees the first answer. */
export function clientsOf({ endpoint, region }: Pick<LocalAws, 'endpoint' | 'region'>): Clients {
  const options = {
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  return {
    batch: new BatchClient(options),
    sqs: new SQSClient({ ...options, useQueueUrlAsEndpoint: false }),
    logs: new CloudWatchLogsClient(options),
    cloudFormation: new CloudFormationClient(options),
  };
}

/** Deploys the template and waits for it. @returns its outputs by key */
export async function deploy(
  client: CloudFormationClient,
  parameters: Readonly<Record<string, string>> = {},
  template = TEMPLATE,
): Promise<Record<string, string>> {
  const { StackId } = await client.send(
    new CreateStackCommand({
      StackName: 'Pi',
      TemplateBody: template,
      Capabilities: ['CAPABILITY_IAM'],
      Parameters: Object.entries({ Image: IMAGE, ...parameters }).map(([key, value]) => ({
        ParameterKey: key,
        ParameterValue: value,
      })),
    }),
  );
  for (;;) {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: StackId }));
    const { StackStatus, StackStatusReason, Outputs = [] } = Stacks?.[0] ?? {};
    if (StackStatus === 'CREATE_COMPLETE') {
      return Object.fromEntries(Outputs.map((each) => [each.OutputKey, each.OutputValue]));
    }
    if (StackStatus !== 'CREATE_IN_PROGRESS')
      throw new Error(`${StackStatus}: ${StackStatusReason}`);
  }
}

export interface Started extends Clients {
  readonly aws: LocalAws;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Starts it all; the caller closes `aws`. */
export async function start(options: LocalAwsOptions): Promise<Started> {
  const aws = await startLocalAws(options);
  const clients = clientsOf(aws);
  const outputs = await deploy(clients.cloudFormation);
  return { aws, outputs, ...clients };
}

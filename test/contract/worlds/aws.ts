/** A real account, in which test/contract/account has made the stack. */
import { readFileSync } from 'node:fs';
import { BatchClient } from '@aws-sdk/client-batch';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { SQSClient } from '@aws-sdk/client-sqs';
import { basesOf } from '../../image/stand-in.ts';
import { IMAGE, TEMPLATE } from '../../local/aws/start.ts';
import { PREFIX, type World } from '../world.ts';
import { bridgeImage } from './bridge.ts';

const PROBE = readFileSync(new URL('../probe.mjs', import.meta.url), 'utf8');

/** The template with the jobs in the base of the product's image, which anybody can pull. */
export function probeTemplate(): string {
  const base = basesOf('Dockerfile').at(-1) ?? '';
  return bridgeImage(TEMPLATE, base.replace(/:[^/@:]+@/, '@'));
}

/** Region and credentials come from the environment; throttled calls are tried again. */
export async function awsWorld(): Promise<World> {
  const outputs = process.env['CONTRACT_OUTPUTS'];
  if (outputs === undefined) throw new Error('a real account is for npm run test:aws only');
  const options = { maxAttempts: 8 };
  const clients = {
    batch: new BatchClient(options),
    sqs: new SQSClient({ ...options, useQueueUrlAsEndpoint: false }),
    logs: new CloudWatchLogsClient(options),
    cloudFormation: new CloudFormationClient(options),
  };
  return {
    name: 'aws',
    where: `a real account, region ${process.env['AWS_REGION']}`,
    ...clients,
    stack: PREFIX,
    outputs: JSON.parse(outputs),
    template: probeTemplate(),
    image: IMAGE,
    timeScale: 1,
    // Instances take minutes to come; SQS promises to have deleted a queue after one.
    pace: { pollMs: 3000, patienceMs: 1_200_000, settleMs: 120_000, lagMs: 90_000 },
    atOnce: 20,
    // The image's entry point is Node, and the word before the probe's stands for its file.
    command: (words) => ['-e', PROBE, 'probe', ...words],
    close: async () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

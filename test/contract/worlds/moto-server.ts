/** moto's server as a process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';

const REQUIREMENTS = new URL('../../requirements-moto.txt', import.meta.url);
const SERVER = fileURLToPath(new URL('../../../.venv/bin/moto_server', import.meta.url));

/** One that moto knows. */
export const MOTO_REGION = 'us-east-1';

/** As it is pinned. */
export function motoVersion(): string {
  return /^moto\[.*\]==(\S+)$/m.exec(readFileSync(REQUIREMENTS, 'utf8'))?.[1] ?? '';
}

/** In the place of a socket, where no job runs and moto needs no containers. */
export const NO_DOCKER = 'unix:///nonexistent';

/** Stands for the network that somebody has already. */
const NETWORK = {
  Resources: {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    Subnet: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' },
    },
  },
  Outputs: { VpcId: { Value: { Ref: 'Vpc' } }, SubnetIds: { Value: { Ref: 'Subnet' } } },
};

/**
 * Makes a network in moto, which cannot delete one that is a part of the stack.
 *
 * @returns the stack's parameters for it
 */
export async function network(client: CloudFormationClient): Promise<readonly string[]> {
  const input = { StackName: 'Network', TemplateBody: JSON.stringify(NETWORK) };
  await client.send(new CreateStackCommand(input));
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand(input));
  return (stack?.Outputs ?? []).map(({ OutputKey, OutputValue }) => `${OutputKey}=${OutputValue}`);
}

export interface MotoServer {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** @param socket where Docker's API is, as `DOCKER_HOST` has it */
export async function startMoto(socket: string): Promise<MotoServer> {
  const port = await freePort();
  const server = spawn(SERVER, ['-H', '127.0.0.1', '-p', String(port)], {
    env: { PATH: process.env['PATH'], DOCKER_HOST: socket, MOTO_DOCKER_NETWORK_MODE: 'host' },
    stdio: 'ignore',
  });
  const failed = once(server, 'error').then(([error]) => {
    throw new Error(`${SERVER} (pip install -r test/requirements-moto.txt): ${error}`);
  });
  // Or somebody else's server on the same port would be taken for this one.
  const ended = once(server, 'exit').then(([code]) => {
    throw new Error(`moto ended with ${code} as soon as it was started: is port ${port} taken?`);
  });
  for (const each of [failed, ended]) each.catch(() => undefined);
  const endpoint = `http://127.0.0.1:${port}`;
  await Promise.race([failed, ended, answering(endpoint)]);
  return {
    endpoint,
    close: async () => {
      server.kill('SIGKILL');
      await ended.catch(() => undefined);
    },
  };
}

async function answering(endpoint: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const up = await fetch(`${endpoint}/moto-api/config`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    await sleep(100);
  }
  throw new Error(`moto does not answer on ${endpoint}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('there is no free port');
  return address.port;
}

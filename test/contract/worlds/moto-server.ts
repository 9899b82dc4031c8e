/** moto's server as a process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('../../../.venv/bin/moto_server', import.meta.url));

/** One that moto knows. */
export const MOTO_REGION = 'us-east-1';

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
  const endpoint = `http://127.0.0.1:${port}`;
  await Promise.race([failed, answering(endpoint)]);
  return {
    endpoint,
    close: async () => {
      const exited = once(server, 'exit');
      server.kill('SIGKILL');
      await exited;
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

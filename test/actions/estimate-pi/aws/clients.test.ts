import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { DescribeJobsCommand } from '@aws-sdk/client-batch';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { classify } from '../../../../actions/estimate-pi/src/aws/call.ts';
import { makeClients } from '../../../../actions/estimate-pi/src/aws/clients.ts';

let server: Server;
const before = { ...process.env };

beforeEach(async () => {
  server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"jobs":');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_REGION: 'local-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
});
afterEach(async () => {
  process.env = { ...before };
  server.close();
  server.closeAllConnections();
});

it('does not wait for ever for the rest of an answer', async () => {
  const clients = makeClients(200);
  const error = await clients.batch
    .send(new DescribeJobsCommand({ jobs: ['a'] }))
    .catch((error: unknown) => error);
  expect(classify(error)).toBe('uncertain');
  clients.destroy();
}, 10_000);

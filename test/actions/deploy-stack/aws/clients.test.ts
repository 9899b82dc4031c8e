import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { closeClients, makeClients } from '../../../../actions/deploy-stack/src/aws/clients.ts';
import { isTransient } from '../../../../actions/deploy-stack/src/aws/errors.ts';
import { type Server, serve } from '../cloud/http.ts';

let server: Server;
const before = { ...process.env };

beforeEach(async () => {
  server = await serve(() => 'hang');
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_MAX_ATTEMPTS: '1',
  });
});

afterEach(async () => {
  process.env = before;
  await server.close();
});

describe('a request on a connection that hangs', () => {
  it('fails after its time, and is tried again', async () => {
    const clients = makeClients(50);
    const error: unknown = await clients.cloudFormation
      .send(new DescribeStacksCommand({ StackName: 'Pi' }))
      .catch((thrown: unknown) => thrown);
    closeClients(clients);
    expect(error).toMatchObject({ name: 'TimeoutError', $metadata: { attempts: 4 } });
    expect(isTransient(error)).toBe(true);
  });
});

import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readSubnets } from '../../../../actions/estimate-pi/src/aws/network.ts';
import { imageExists } from '../../../../actions/estimate-pi/src/aws/registry.ts';

const { signal } = new AbortController();
const identity = {
  region: async () => 'eu-west-1',
  credentials: async () => ({ accessKeyId: 'id', secretAccessKey: 'secret' }),
};
let close = () => {};

/** Answers every request with what `answer` makes of its body; returns the requests' headers. */
async function serve(answer: (body: string) => [status: number, body: string]) {
  const headers: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    let body = '';
    headers.push(request.headers);
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const [status, text] = answer(body);
      response.writeHead(status).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  process.env['AWS_ENDPOINT_URL'] = `http://127.0.0.1:${port}`;
  close = () => {
    delete process.env['AWS_ENDPOINT_URL'];
    server.close();
    server.closeAllConnections();
  };
  return headers;
}

afterEach(() => close());

const subnet = (id: string, open: boolean) =>
  `<item><subnetId>${id}</subnetId><vpcId>vpc-1</vpcId><mapPublicIpOnLaunch>${open}</mapPublicIpOnLaunch></item>`;
const table = (association: string, ...routes: string[]) =>
  `<item><vpcId>vpc-1</vpcId><routeSet>${routes.join('')}</routeSet>
   <associationSet><item>${association}</item></associationSet></item>`;
const route = (target: string, state = 'active') =>
  `<item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock>${target}<state>${state}</state></item>`;
const LOCAL =
  '<item><destinationCidrBlock>10.0.0.0/16</destinationCidrBlock><gatewayId>local</gatewayId></item>';
/** IPv6 alone, which leads to no address that the stack opens. */
const EGRESS_ONLY =
  '<item><destinationIpv6CidrBlock>::/0</destinationIpv6CidrBlock><egressOnlyInternetGatewayId>eigw-1</egressOnlyInternetGatewayId><state>active</state></item>';

describe('what EC2 says of subnets', () => {
  it('is a way out by their own table, else by the main one', async () => {
    const headers = await serve((body) => [
      200,
      body.includes('DescribeSubnets')
        ? `<R><subnetSet>${subnet('subnet-1', true)}${subnet('subnet-2', false)}${subnet('subnet-3', false)}${subnet('subnet-4', false)}${subnet('subnet-5', false)}</subnetSet></R>`
        : `<R><routeTableSet>
            ${table('<main>true</main>', LOCAL, route('<gatewayId>igw-1</gatewayId>'))}
            ${table('<subnetId>subnet-2</subnetId>', LOCAL, route('<natGatewayId>nat-1</natGatewayId>'))}
            ${table('<subnetId>subnet-3</subnetId>', LOCAL, route('<natGatewayId>nat-2</natGatewayId>', 'blackhole'))}
            ${table('<subnetId>subnet-4</subnetId>', LOCAL, route('<coreNetworkArn>arn</coreNetworkArn>'))}
            ${table('<subnetId>subnet-5</subnetId>', LOCAL, EGRESS_ONLY)}
           </routeTableSet></R>`,
    ]);
    const ids = ['subnet-1', 'subnet-2', 'subnet-3', 'subnet-4', 'subnet-5'];
    expect(await readSubnets(ids, identity, signal)).toEqual([
      { id: 'subnet-1', way: 'igw-1', publicAddresses: true },
      { id: 'subnet-2', way: 'nat-1', publicAddresses: false },
      { id: 'subnet-3', way: undefined, publicAddresses: false },
      { id: 'subnet-4', way: 'another target', publicAddresses: false },
      { id: 'subnet-5', way: undefined, publicAddresses: false },
    ]);
    expect(headers.map(({ authorization }) => authorization)).toEqual(
      Array(2).fill(
        expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=id\/\d+\/eu-west-1\/ec2\//),
      ),
    );
  });

  it('is read as well when it is one item or none', async () => {
    await serve((body) => [
      200,
      body.includes('DescribeSubnets')
        ? `<R><subnetSet>${subnet('subnet-1', true)}</subnetSet></R>`
        : '<R><routeTableSet/></R>',
    ]);
    expect(await readSubnets(['subnet-1'], identity, signal)).toEqual([
      { id: 'subnet-1', way: undefined, publicAddresses: true },
    ]);
  });

  it('may be nothing', async () => {
    await serve(() => [
      403,
      '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors></Response>',
    ]);
    await expect(readSubnets(['subnet-1'], identity, signal)).rejects.toMatchObject({
      kind: 'denied',
      message: 'ec2:DescribeSubnets: UnauthorizedOperation: no',
    });
  });
});

describe('what ECR says of an image', () => {
  const uri = `123456789012.dkr.ecr.eu-central-1.amazonaws.com/a/b@sha256:${'0'.repeat(64)}`;

  it('is asked in the region of the registry', async () => {
    let sent = '';
    const headers = await serve((body) => {
      sent = body;
      return [200, '{}'];
    });
    expect(await imageExists(uri, identity, signal)).toBe(true);
    expect(JSON.parse(sent)).toEqual({
      registryId: '123456789012',
      repositoryName: 'a/b',
      imageIds: [{ imageDigest: `sha256:${'0'.repeat(64)}` }],
    });
    expect(headers[0]?.['authorization']).toContain('/eu-central-1/ecr/aws4_request');
  });

  it.each(['ImageNotFoundException', 'RepositoryNotFoundException'])('is no: %s', async (type) => {
    await serve(() => [400, JSON.stringify({ __type: `com.amazonaws.ecr#${type}` })]);
    expect(await imageExists(uri, identity, signal)).toBe(false);
  });

  it('may be withheld', async () => {
    await serve(() => [400, JSON.stringify({ __type: 'AccessDeniedException', message: 'no' })]);
    await expect(imageExists(uri, identity, signal)).rejects.toMatchObject({ kind: 'denied' });
  });

  it('may be no answer of ECR at all', async () => {
    await serve(() => [502, '<html>Bad Gateway</html>']);
    await expect(imageExists(uri, identity, signal)).rejects.toMatchObject({
      kind: 'uncertain',
      message: 'ecr:DescribeImages: UnknownError: status 502',
    });
  });

  it('is of no use for another registry', async () => {
    expect(await imageExists('docker.io/x@sha256:0', identity, signal)).toBeUndefined();
  });
});

import { CancelJobCommand, DescribeJobsCommand } from '@aws-sdk/client-batch';
import { DescribeStacksCommand, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateQueueCommand, GetQueueUrlCommand, PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AwsError, type Intercept, inProcessRunner } from '../../../../local/aws/index.ts';
import { type Started, start } from '../start.ts';

/** What the SDK says when the connection breaks before the reply. */
const HANG_UP = /socket hang up|ECONNRESET/;

let aws: Started;
const begin = async (intercept?: Intercept) => {
  aws = await start({
    runner: inProcessRunner(async () => 0),
    vcpus: 1,
    ...(intercept && { intercept }),
  });
};
afterEach(() => aws.aws.close());

const getUrl = () => aws.sqs.send(new GetQueueUrlCommand({ QueueName: 'q' }));
const create = () => aws.sqs.send(new CreateQueueCommand({ QueueName: 'q' }));

describe('a call that nobody handles', () => {
  it('gets the error of its protocol and is recorded', async () => {
    await begin();
    const calls = [
      aws.batch.send(new CancelJobCommand({ jobId: 'x', reason: 'x' })),
      aws.sqs.send(new PurgeQueueCommand({ QueueUrl: 'x' })),
      aws.logs.send(new DescribeLogGroupsCommand({})),
      aws.cloudFormation.send(new ListStacksCommand({})),
    ];
    const names = await Promise.all(calls.map((call) => call.catch(({ name }) => name)));
    expect(names).toEqual([
      'UnknownOperationException',
      'UnknownOperationException',
      'UnknownOperationException',
      'InvalidAction',
    ]);
    expect([...aws.aws.unhandled.keys()].toSorted()).toEqual([
      'batch:canceljob',
      'cloudformation:ListStacks',
      'logs:DescribeLogGroups',
      'sqs:PurgeQueue',
    ]);
  });

  it('is counted among the calls, as those are that somebody handles', async () => {
    await begin();
    await aws.batch.send(new DescribeJobsCommand({ jobs: [] }));
    await aws.batch.send(new DescribeJobsCommand({ jobs: [] }));
    expect(aws.aws.calls.get('batch:DescribeJobs')).toBe(2);
    expect(aws.aws.handlers).toContain('batch:DescribeJobs');
    expect(aws.aws.unhandled.size).toBe(0);
  });

  it.each([
    ['no service at all', '/', {}, '', 400, 'InvalidAction'],
    ['another service', '/', { 'x-amz-target': 'Kinesis.PutRecord' }, '{}', 400, 'Kinesis'],
    [
      'a name from the prototype',
      '/',
      { 'x-amz-target': 'AmazonSQS.constructor' },
      '{}',
      400,
      'Unknown',
    ],
    ['another path', '/v1/__proto__', {}, '{}', 404, '__proto__'],
  ])('is refused for %s', async (_what, path, headers, body, status, text) => {
    await begin();
    const response = await fetch(`${aws.aws.endpoint}${path}`, { method: 'POST', headers, body });
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(text);
  });
});

describe('a request', () => {
  it('must be signed', async () => {
    await begin();
    const response = await fetch(`${aws.aws.endpoint}/v1/describejobs`, {
      method: 'POST',
      body: '{}',
    });
    expect(response.status).toBe(403);
    expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationToken');
  });

  it.each(['{', '[]', 'null'])('must hold a JSON object, not %s', async (body) => {
    await begin();
    const headers = { authorization: 'AWS4-HMAC-SHA256 x' };
    const response = await fetch(`${aws.aws.endpoint}/v1/describejobs`, {
      method: 'POST',
      headers,
      body,
    });
    expect(response.headers.get('x-amzn-errortype')).toBe('ClientException');
  });

  it('finds credentials where containers look for them', async () => {
    await begin();
    const uri = aws.aws.environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'] ?? '';
    const answer = await (await fetch(uri)).json();
    expect(answer).toMatchObject({ AccessKeyId: expect.any(String), Token: expect.any(String) });
  });
});

describe('an interceptor', () => {
  it('sees every call, and may answer in the place of its handler', async () => {
    const seen: string[] = [];
    await begin(async ({ service, operation, input }, next) => {
      seen.push(`${service}:${operation}:${input['QueueName'] ?? ''}`);
      return operation === 'GetQueueUrl'
        ? { kind: 'error', error: new AwsError('ThrottlingException', 'slow down', 429) }
        : next();
    });
    await create();
    await expect(getUrl()).rejects.toMatchObject({
      name: 'ThrottlingException',
      $metadata: { httpStatusCode: 429 },
    });
    expect(seen.slice(-2)).toEqual(['sqs:CreateQueue:q', 'sqs:GetQueueUrl:q']);
  });

  it('may break the connection before anything happens', async () => {
    await begin(async ({ service }, next) => (service === 'sqs' ? { kind: 'drop' } : next()));
    await expect(create()).rejects.toThrow(HANG_UP);
    expect(aws.aws.queues()).toEqual([]);
  });

  it('may lose the reply after everything has happened', async () => {
    await begin(async ({ service }, next) => {
      const reply = await next();
      return service === 'sqs' ? { kind: 'drop' } : reply;
    });
    await expect(create()).rejects.toThrow(HANG_UP);
    expect(aws.aws.queues()).toEqual(['q']);
  });

  it('may answer as no service does', async () => {
    await begin(async ({ service }, next) =>
      service === 'sqs' ? { kind: 'raw', status: 503, body: '<html>' } : next(),
    );
    await expect(create()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
  });

  it('that fails shows as a failure of the service', async () => {
    await begin(async ({ service }, next) => {
      if (service === 'sqs') throw new Error('a bug');
      return next();
    });
    await expect(create()).rejects.toMatchObject({ name: 'InternalFailure' });
  });
});

it('hangs up on those who still wait when it closes', async () => {
  await begin(async ({ service }, next) =>
    service === 'sqs' ? new Promise(() => undefined) : next(),
  );
  const waiting = create().catch(({ message }) => message);
  await aws.cloudFormation.send(new DescribeStacksCommand({}));
  await aws.aws.close();
  expect(await waiting).toMatch(HANG_UP);
  await begin();
});

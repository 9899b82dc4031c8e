import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inProcessRunner } from '../../../../local/aws/index.ts';
import { ended, submit, until } from '../batch/jobs.ts';
import { type Started, start } from '../start.ts';

let aws: Started;
let directory: string;
let streamName: string | undefined;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'logs-'));
  const runner = inProcessRunner(async (job) => {
    for (let line = 0; line < 25; line += 1) job.log(`line ${line}`);
    return 0;
  });
  aws = await start({ runner, vcpus: 1, logDirectory: directory });
  const job = await until(aws, await submit(aws, { jobName: 'logged' }), ended);
  streamName = job.container?.logStreamName;
});
afterAll(async () => {
  await aws.aws.close();
  await rm(directory, { recursive: true });
});

async function get(input: Partial<GetLogEventsCommandInput> = {}) {
  const logGroupName = aws.outputs['LogGroupName'];
  const { events, ...tokens } = await aws.logs.send(
    new GetLogEventsCommand({ logGroupName, logStreamName: streamName, ...input }),
  );
  return { lines: events?.map(({ message }) => message), ...tokens };
}

describe('GetLogEvents', () => {
  it('reads from the head, page by page, until the token repeats itself', async () => {
    const first = await get({ startFromHead: true, limit: 10 });
    expect(first.lines?.[0]).toBe('line 0');
    const second = await get({ startFromHead: true, nextToken: first.nextForwardToken, limit: 20 });
    expect(second.lines).toHaveLength(15);
    expect(second.lines?.at(-1)).toBe('line 24');
    const third = await get({ startFromHead: true, nextToken: second.nextForwardToken });
    expect(third.lines).toEqual([]);
    expect(third.nextForwardToken).toBe(second.nextForwardToken);
  });

  it('reads the newest without being told, and back from there', async () => {
    const last = await get({ limit: 5 });
    expect(last.lines).toEqual([20, 21, 22, 23, 24].map((line) => `line ${line}`));
    const before = await get({ limit: 2, nextToken: last.nextBackwardToken });
    expect(before.lines).toEqual(['line 18', 'line 19']);
  });

  it.each([
    [{ logStreamName: 'none' }, 'ResourceNotFoundException'],
    [{ logGroupName: 'none' }, 'ResourceNotFoundException'],
    [{ nextToken: 'x' }, 'InvalidParameterException'],
    [{ limit: 0 }, 'InvalidParameterException'],
  ])('refuses %j', async (input, name) => {
    await expect(get(input)).rejects.toMatchObject({ name });
  });
});

it('writes the lines to a file of the container', async () => {
  const text = await readFile(join(directory, 'logged.log'), 'utf8');
  expect(text.split('\n').slice(0, 2)).toEqual(['line 0', 'line 1']);
});

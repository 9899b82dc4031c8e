/** What containers see and say: environment, parameters, log streams. */
import type { JobDetail, SubmitJobCommandInput } from '@aws-sdk/client-batch';
import {
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { find, hasEnded, isRunning, run, settle, submit, terminate, until } from '../jobs.ts';
import { type Behaviour, eventually, refused, same, type World } from '../world.ts';

/** moto writes every job's log here, whatever its definition says. */
const MOTO_GROUP = '/aws/batch/job';

function get(
  world: World,
  job: JobDetail | undefined,
  input: Partial<GetLogEventsCommandInput> = {},
) {
  const logGroupName = world.name === 'moto' ? MOTO_GROUP : world.outputs['LogGroupName'];
  return world.logs.send(
    new GetLogEventsCommand({
      logGroupName,
      logStreamName: job?.container?.logStreamName,
      startFromHead: true,
      ...input,
    }),
  );
}

/** Messages of a job's log, once as many as are to be there are. */
function lines(world: World, job: JobDetail | undefined, atLeast = 1): Promise<string[]> {
  const read = async () => {
    const { events = [] } = await get(world, job);
    if (events.length < atLeast) throw new Error(`lines: ${events.length} instead of ${atLeast}`);
    return events.map(({ message = '' }) => message);
  };
  return eventually(world, read, world.pace.settleMs);
}

/** The environment of a job, as its container printed it. */
async function environment(
  world: World,
  input: Partial<SubmitJobCommandInput> = {},
): Promise<Record<string, string>> {
  const id = await submit(world, ['environment'], input);
  const array = input.arrayProperties !== undefined;
  const job = await (array ? settle(world, id) : until(world, id, hasEnded));
  const printed = array ? await find(world, `${id}:1`) : job;
  return JSON.parse((await lines(world, printed))[0] ?? '{}');
}

export const logs: readonly Behaviour[] = [
  {
    area: 'Batch',
    says: 'A child sees its id, its index and the size of the array',
    moto: { says: 'tells the id only', fails: 'index and size: [null,null] instead of ["1","2"]' },
    check: async (world) => {
      const seen = await environment(world, { arrayProperties: { size: 2 } });
      same(/^[0-9a-f-]{36}:1$/.test(seen['AWS_BATCH_JOB_ID'] ?? ''), true, 'the id of child 1');
      const { AWS_BATCH_JOB_ARRAY_INDEX: index, AWS_BATCH_JOB_ARRAY_SIZE: size } = seen;
      same([index, size], ['1', '2'], 'index and size');
    },
  },
  {
    area: 'Batch',
    says: 'A plain job sees neither an index nor a size',
    check: async (world) => {
      const names = Object.keys(await environment(world));
      same(
        names.filter((name) => name.includes('ARRAY')),
        [],
        'variables of arrays',
      );
    },
  },
  {
    area: 'Batch',
    says: 'A job sees its attempt, its queue and its compute environment',
    moto: { says: 'tells none of them', fails: 'attempt and queue: [null,null]' },
    check: async (world) => {
      const seen = await environment(world);
      const { AWS_BATCH_JOB_ATTEMPT: attempt, AWS_BATCH_JQ_NAME: queue } = seen;
      same([attempt, queue], ['1', world.stack], 'attempt and queue');
      same((seen['AWS_BATCH_CE_NAME'] ?? '').length > 0, true, 'the compute environment is named');
    },
  },
  {
    area: 'Batch',
    says: 'A job sees what its definition sets, and what its submission overrides',
    check: async (world) => {
      const overrides = [{ name: 'RESULTS_QUEUE_PREFIX', value: 'Mine' }];
      const seen = await environment(world, {
        containerOverrides: { command: world.command(['environment']), environment: overrides },
      });
      same(seen['RESULTS_QUEUE_PREFIX'], 'Mine', 'RESULTS_QUEUE_PREFIX');
      same((seen['AWS_REGION'] ?? '').length > 0, true, 'AWS_REGION is set');
    },
  },
  {
    area: 'Batch',
    says: 'Parameters take the place of Ref::name in the command; one without a value stays',
    check: async (world) => {
      const words = ['print', 'Ref::samples', 'Ref::seed', 'Ref::nothing'];
      const job = await run(world, words, { parameters: { samples: '7' } });
      same(await lines(world, job, 3), ['7', 'auto', 'Ref::nothing'], 'words');
    },
  },
  {
    area: 'Logs',
    says: 'DescribeJobs names the log stream <prefix>/default/<id>',
    moto: { says: 'has the definition’s name as the prefix', fails: 'prefix: "Pi-Calculate"' },
    check: async (world) => {
      const job = await run(world, ['print', 'x']);
      const [prefix, middle] = (job.container?.logStreamName ?? '').split('/');
      same(prefix, 'calculate', 'prefix');
      same(middle, 'default', 'middle');
    },
  },
  {
    area: 'Logs',
    says: 'An attempt has the log stream of its container',
    check: async (world) => {
      const job = await run(world, ['print', 'x']);
      const named = job.attempts?.at(-1)?.container?.logStreamName;
      same(named, job.container?.logStreamName, 'logStreamName');
    },
  },
  {
    area: 'Logs',
    says: 'GetLogEvents from the head goes on from its token, which repeats itself at the end',
    check: async (world) => {
      const job = await run(world, ['print', 'a', 'b', 'c']);
      await lines(world, job, 3);
      const first = await get(world, job, { limit: 2 });
      same(
        first.events?.map(({ message }) => message),
        ['a', 'b'],
        'first page',
      );
      const next = (nextToken: string | undefined) => get(world, job, { nextToken });
      const second = await next(first.nextForwardToken);
      same(
        second.events?.map(({ message }) => message),
        ['c'],
        'second page',
      );
      const third = await next(second.nextForwardToken);
      same(third.events, [], 'third page');
      same(third.nextForwardToken, second.nextForwardToken, 'the token at the end');
    },
  },
  {
    area: 'Logs',
    says: 'GetLogEvents without startFromHead gives the newest lines',
    check: async (world) => {
      const job = await run(world, ['print', 'a', 'b', 'c']);
      await lines(world, job, 3);
      const { events = [] } = await get(world, job, { startFromHead: false, limit: 2 });
      same(
        events.map(({ message }) => message),
        ['b', 'c'],
        'lines',
      );
    },
  },
  {
    area: 'Logs',
    says: 'A line of more than 16 KiB comes in pieces',
    moto: { says: 'leaves it whole', fails: 'lines: 1 instead of 2' },
    check: async (world) => {
      const job = await run(world, ['long', '20000']);
      const sizes = (await lines(world, job, 2)).map(({ length }) => length);
      same(sizes, [16_384, 20_000 - 16_384], 'sizes');
    },
  },
  {
    area: 'Logs',
    says: 'The log of a job that runs is there; when terminated it gets SIGTERM, and goes on to log',
    moto: { says: 'writes the log when the job has ended', fails: 'The specified log ' },
    check: async (world) => {
      const id = await submit(world, ['wait']);
      const running = await until(world, id, isRunning);
      await lines(world, running);
      const [job] = await terminate(world, id);
      same(await lines(world, job, 2), ['waiting', 'SIGTERM'], 'lines');
      same(job?.container?.exitCode, 75, 'exit code');
    },
  },
  {
    area: 'Logs',
    says: 'GetLogEvents refuses a stream that there is not',
    check: async (world) => {
      const logGroupName = world.outputs['LogGroupName'];
      const call = get(world, undefined, { logGroupName, logStreamName: 'nothing' });
      await refused(call, 'ResourceNotFoundException');
    },
  },
];

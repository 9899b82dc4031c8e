/** What the built worker makes of wrong input, without any AWS to speak to. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EXIT } from '../../worker/src/fault.ts';
import { type BuiltWorker, buildWorker } from './fixtures/built.ts';

let worker: BuiltWorker;
beforeAll(async () => {
  worker = await buildWorker();
});
afterAll(() => worker.remove());

/** Nothing listens there: whatever is called fails. */
const child = {
  AWS_BATCH_JOB_ID: 'run:3',
  AWS_BATCH_JOB_ARRAY_INDEX: '3',
  AWS_BATCH_JOB_ARRAY_SIZE: '100',
  AWS_BATCH_JOB_ATTEMPT: '1',
  RESULTS_QUEUE_PREFIX: 'Pi',
  AWS_REGION: 'local-1',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
};

describe('the built worker', () => {
  it('tells how it is used', async () => {
    const { code, out, err } = await worker.run(['--help']);
    expect({ code, err }).toEqual({ code: EXIT.ok, err: [] });
    expect(out.join('\n')).toContain('calculate --samples 1000000 --seed auto');
    expect(out.join('\n')).toContain('summarize --array-job auto --allow-partial false');
  });

  it.each<[string, string[], string]>([
    ['no command', [], 'no command given'],
    ['an unknown command', ['estimate'], 'no command "estimate"'],
    ['an unknown option', ['calculate', '--darts', '7'], 'has no option "--darts"'],
    ['samples without a value', ['calculate', '--samples'], '--samples has no value'],
    ['samples empty', ['calculate', '--samples', ''], '--samples is empty'],
    ['samples 0', ['calculate', '--samples', '0'], "samples is '0'"],
    ['negative samples', ['calculate', '--samples', '-5'], "samples is '-5'"],
    ['1e3 samples', ['calculate', '--samples', '1e3'], "samples is '1e3'"],
    ['samples with spaces', ['calculate', '--samples', ' 7 '], "samples is ' 7 '"],
    ['1.5 samples', ['calculate', '--samples', '1.5'], "samples is '1.5'"],
    ['1e18 samples', ['calculate', '--samples', '1000000000000000000'], 'samples is'],
    ['samples beyond 2^53', ['calculate', '--samples', '9007199254740993'], 'samples is'],
    ['a call for help as samples', ['calculate', '--samples', '-h'], "samples is '-h'"],
    ['a seed in words', ['calculate', '--seed', 'abc'], "seed is 'abc'"],
    ['a negative seed', ['calculate', '--seed', '-1'], "seed is '-1'"],
    ['a seed of 65 bits', ['calculate', '--seed', '18446744073709551616'], 'seed is'],
    ['a child as array job', ['summarize', '--array-job', 'run:3'], '--array-job is "run:3"'],
    [
      'allow-partial maybe',
      ['summarize', '--allow-partial', 'maybe'],
      '--allow-partial is "maybe"',
    ],
    ['no time to wait', ['summarize', '--deadline-seconds', '0'], '--deadline-seconds is "0"'],
  ])('refuses %s in one clear line', async (_, args, told) => {
    const { code, out, err } = await worker.run(args, child);
    expect({ code, out }).toEqual({ code: EXIT.badInput, out: [] });
    expect(err).toEqual([expect.stringContaining(told)]);
  });

  it.each([
    ['AWS_BATCH_JOB_ID', EXIT.badInput],
    ['AWS_BATCH_JOB_ATTEMPT', EXIT.badInput],
    ['RESULTS_QUEUE_PREFIX', EXIT.badInput],
    ['AWS_REGION', EXIT.badInput],
    ['AWS_ACCESS_KEY_ID', EXIT.failed],
  ])('says in one line what is wrong without %s', async (name, expected) => {
    const { [name]: _, ...rest } = child as Record<string, string>;
    const { code, out, err } = await worker.run(['calculate'], rest);
    expect({ code, out }).toEqual({ code: expected, out: [] });
    expect(err).toEqual([
      name === 'AWS_ACCESS_KEY_ID'
        ? 'error: no AWS credentials: the job definition must name a job role (JobRoleArn)'
        : expect.stringContaining(`error: ${name} is not set`),
    ]);
  });

  it('takes a placeholder that Batch left in place for nothing given', async () => {
    const args = ['calculate', '--samples', 'Ref::samples', '--seed', 'Ref::seed'];
    const running = worker.start(args, child);
    expect(await running.line('child 3 of 100')).toContain('samples 1000000, seed auto');
    running.kill('SIGKILL');
    await running.ended;
  });

  it('asks for another attempt when the network fails, in one line', async () => {
    const { code, out, err } = await worker.run(['calculate', '--samples', '7'], child);
    expect(code).toBe(EXIT.passing);
    expect(out).toHaveLength(1);
    expect(err).toEqual([
      expect.stringMatching(/^error: SQS GetQueueUrl on Pi-results-run did not get through: .*9$/),
    ]);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends at %s, asking for another attempt',
    async (signal) => {
      const running = worker.start(['calculate', '--samples', '9007199254740992'], child);
      await running.line('child 3 of 100');
      running.kill(signal);
      const { code, err } = await running.ended;
      expect(code).toBe(EXIT.passing);
      expect(err).toEqual([`error: stopped by ${signal}`]);
    },
  );
});

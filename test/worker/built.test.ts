/** The built worker against the local AWS. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EXIT } from '../../worker/src/fault.ts';
import { parseSummary } from '../../worker/src/summary.ts';
import { type BuiltWorker, buildWorker } from './fixtures/built.ts';
import { Local, piMessage, piMessages, someId } from './fixtures/local.ts';

let worker: BuiltWorker;
let local: Local;
beforeAll(async () => {
  [worker, local] = await Promise.all([buildWorker(), Local.start()]);
});
afterAll(async () => {
  await local.close();
  await worker.remove();
});

describe('calculate', () => {
  const calculate = ['calculate', '--samples', '1000', '--seed', '7'];

  it('makes the queue once, and sends one message a child in two calls', async () => {
    const run = someId();
    const before = ['GetQueueUrl', 'CreateQueue', 'SendMessage'].map((call) =>
      local.count(`sqs:${call}`),
    );
    for (const index of [0, 1, 2]) {
      const { code, out, err } = await worker.run(
        calculate,
        local.environment(`${run}:${index}`, 3),
      );
      expect({ code, err }).toEqual({ code: EXIT.ok, err: [] });
      expect(out).toEqual([
        `child ${index} of 3 of array job ${run}, attempt 1, samples 1000, seed 7`,
        expect.stringMatching(/^sent to .*: {"estimator":.*"seed":"7","samples":1000,"hits":\d+}$/),
      ]);
    }
    const after = ['GetQueueUrl', 'CreateQueue', 'SendMessage'].map((call) =>
      local.count(`sqs:${call}`),
    );
    expect(after.map((count, i) => count - (before[i] ?? 0))).toEqual([3, 1, 3]);
    expect(local.hasQueueOf(run)).toBe(true);
  });

  it('ends at SIGTERM while it sends, asking for another attempt', async () => {
    local.hold('sqs:SendMessage');
    const before = local.count('sqs:SendMessage');
    const running = worker.start(calculate, local.environment(`${someId()}:0`, 3));
    await local.called('sqs:SendMessage', before);
    running.kill('SIGTERM');
    const { code, err } = await running.ended;
    local.allow('sqs:SendMessage');
    expect({ code, err }).toEqual({ code: EXIT.passing, err: ['error: stopped by SIGTERM'] });
  });

  it('says which right is missing, and does not ask for another attempt', async () => {
    local.refuse('sqs:CreateQueue', 'AccessDenied', 403);
    const { code, err } = await worker.run(calculate, local.environment(`${someId()}:0`, 3));
    local.allow('sqs:CreateQueue');
    expect(code).toBe(EXIT.failed);
    expect(err).toEqual([
      expect.stringMatching(
        /SQS CreateQueue on .* was refused: AccessDenied: .*allows sqs:CreateQueue/,
      ),
    ]);
  });
});

describe('summarize', () => {
  const summarize = (run: string, attempt = 1, ...more: string[]) =>
    worker.run(['summarize', '--array-job', run, ...more], local.environment(someId(), 1, attempt));

  it('prints table, Summary and headline, nothing after it, and deletes the queue', async () => {
    const run = await local.ended(3);
    await local.send(run, piMessages(run, 3));
    const { code, out, err } = await summarize(run);
    expect({ code, err }).toEqual({ code: EXIT.ok, err: [] });
    const summary = parseSummary(out.at(-2) ?? '');
    expect(summary).toMatchObject({
      arrayJobId: run,
      children: { expected: 3, received: 3, duplicates: 0, malformed: 0, missing: '' },
      totals: { samples: '3000', hits: '2343' },
    });
    expect(out.at(-1)).toBe(summary?.headline);
    expect(out.at(-1)).toMatch(/^Pi is approximately 3\.1\d* ± .*3,000 samples from 3 children\)$/);
    expect(local.hasQueueOf(run)).toBe(false);
  });

  it('finds out by itself which array job it is for', async () => {
    const run = await local.ended(2);
    await local.send(run, piMessages(run, 2));
    const self = await local.submit(1, [], run);
    const { code, out } = await worker.run(
      ['summarize', '--array-job', 'Ref::arrayJob'],
      local.environment(self),
    );
    expect(code).toBe(EXIT.ok);
    expect(parseSummary(out.at(-2) ?? '')?.arrayJobId).toBe(run);
  });

  it('says which parameter to set where it cannot find out', async () => {
    const self = await local.submit(1);
    const { code, err } = await worker.run(['summarize'], local.environment(self));
    expect(code).toBe(EXIT.badInput);
    expect(err).toEqual([expect.stringContaining('set the parameter arrayJob')]);
  });

  it('drops duplicates, leaves rubbish, and takes only what is its own', async () => {
    const run = await local.ended(3);
    const rubbish = [
      '{',
      piMessage('other', 0),
      piMessage(run, 0, { version: 2 }),
      piMessage(run, 1, { result: { samples: 5, hits: -1 } }),
    ];
    await local.send(run, [...rubbish, ...piMessages(run, 3), piMessage(run, 1, { attempt: 2 })]);
    const { code, out, err } = await summarize(run);
    expect({ code, err }).toEqual({ code: EXIT.ok, err: [] });
    expect(out.filter((line) => line.startsWith('left out: '))).toHaveLength(4);
    expect(parseSummary(out.at(-2) ?? '')?.children).toEqual({
      expected: 3,
      received: 3,
      duplicates: 1,
      malformed: 4,
      missing: '',
    });
  });

  it('fails loudly on a duplicate that differs', async () => {
    const run = await local.ended(2);
    const other = JSON.parse(piMessage(run, 1));
    other.result.hits++;
    await local.send(run, [...piMessages(run, 2), JSON.stringify(other)]);
    const { code, out, err } = await summarize(run);
    expect({ code, out }).toEqual({ code: EXIT.contradiction, out: [] });
    expect(err).toEqual([expect.stringContaining('two results contradict each other: child 1')]);
    expect(local.hasQueueOf(run)).toBe(true);
  });

  it('names missing children, and does without them where that is allowed', async () => {
    const run = await local.ended(6, [2, 3, 5]);
    await local.send(
      run,
      [0, 1, 4].map((index) => piMessage(run, index)),
    );
    const { code, out, err } = await summarize(run);
    expect({ code, out }).toEqual({ code: EXIT.missing, out: [] });
    expect(err).toEqual([expect.stringContaining('3 of 6 children of array job')]);
    expect(err).toEqual([expect.stringContaining('sent no result: 2-3,5;')]);
    const again = await local.ended(6, [2, 3, 5]);
    await local.send(
      again,
      [0, 1, 4].map((index) => piMessage(again, index)),
    );
    const partial = await summarize(again, 1, '--allow-partial', 'true');
    expect({ code: partial.code, err: partial.err }).toEqual({ code: EXIT.ok, err: [] });
    expect(parseSummary(partial.out.at(-2) ?? '')?.children.missing).toBe('2-3,5');
    expect(partial.out.at(-1)).toContain('3,000 samples from 3 children');
  });

  it('gives up waiting at the deadline', async () => {
    const run = await local.ended(3);
    await local.send(run, piMessages(run, 2));
    const { code, err } = await summarize(run, 1, '--deadline-seconds', '1');
    expect(code).toBe(EXIT.missing);
    expect(err).toEqual([expect.stringContaining('sent no result: 2')]);
  });

  it('succeeds when an earlier attempt has done all', async () => {
    const run = await local.ended(2);
    await local.send(run, piMessages(run, 2));
    await summarize(run);
    const { code, out, err } = await summarize(run, 2);
    expect({ code, err }).toEqual({ code: EXIT.ok, err: [] });
    expect(out).toEqual([expect.stringContaining('nothing is left to do')]);
  });

  it('prints nothing more when the queue cannot be deleted, and the same when tried again', async () => {
    const run = await local.ended(2);
    await local.send(run, piMessages(run, 2));
    local.refuse('sqs:DeleteQueue', 'AccessDenied', 403);
    const first = await summarize(run);
    local.allow('sqs:DeleteQueue');
    expect({ code: first.code, err: first.err }).toEqual({ code: EXIT.ok, err: [] });
    expect(first.out.at(-1)).toContain('Pi is approximately');
    expect(await summarize(run, 2)).toEqual(first);
    expect(local.hasQueueOf(run)).toBe(false);
  });

  it('ends at SIGTERM while it waits, asking for another attempt', async () => {
    const run = await local.ended(3);
    await local.send(run, ['{', ...piMessages(run, 2)]);
    const running = worker.start(['summarize', '--array-job', run], local.environment(someId()));
    await running.line('left out');
    running.kill('SIGTERM');
    const { code, err } = await running.ended;
    expect(code).toBe(EXIT.passing);
    expect(err).toEqual(['error: stopped by SIGTERM']);
    expect(local.hasQueueOf(run)).toBe(true);
  });

  it('refuses an array job that there is not', async () => {
    const { code, err } = await summarize(someId());
    expect(code).toBe(EXIT.badInput);
    expect(err).toEqual([expect.stringContaining('AWS Batch knows no job')]);
  });
});

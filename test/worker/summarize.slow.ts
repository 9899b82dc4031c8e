/** The built summarize over the largest array there can be. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EXIT } from '../../worker/src/fault.ts';
import { parseSummary } from '../../worker/src/summary.ts';
import { provideImageNode } from '../run/setup.mjs';
import { type BuiltWorker, buildWorker } from './fixtures/built.ts';
import { Local, piMessages, someId } from './fixtures/local.ts';

let worker: BuiltWorker;
let local: Local;
beforeAll(async () => {
  // Memory is the garbage collector's doing, so it counts on the Node of the image.
  const node = provideImageNode();
  expect(node).toBeDefined();
  [worker, local] = await Promise.all([buildWorker(node), Local.start(1)]);
});
afterAll(async () => {
  await local.close();
  await worker.remove();
});

/** Makes Node tell, as its last act, the most memory that it held, in kB. */
const TELL_MEMORY = `data:text/javascript,process.on('exit',()=>console.error(process.resourceUsage().maxRSS))`;

describe('summarize of 10,000 children', () => {
  it('makes a call for every ten of them and takes less than 150 MB', async () => {
    const size = 10_000;
    const run = await local.ended(size);
    const all = piMessages(run, size);
    const senders = Array.from({ length: 20 }, (_, sender) =>
      local.send(
        run,
        all.filter((_, index) => index % 20 === sender),
      ),
    );
    await Promise.all(senders);
    const before = local.count('batch:DescribeJobs');
    const environment = { ...local.environment(someId()), NODE_OPTIONS: `--import ${TELL_MEMORY}` };
    const { code, out, err } = await worker.run(['summarize', '--array-job', run], environment);
    expect(code).toBe(EXIT.ok);
    expect(parseSummary(out.at(-2) ?? '')?.children).toMatchObject({ received: size, missing: '' });
    expect(out.at(-1)).toContain('10,000,000 samples from 10,000 children');
    expect(err).toHaveLength(1);
    expect(Number(err[0]) * 1_024).toBeLessThan(150e6);
    expect(local.count('sqs:ReceiveMessage')).toBeLessThan(1_050);
    expect(local.count('batch:DescribeJobs') - before).toBe(1);
  });
});

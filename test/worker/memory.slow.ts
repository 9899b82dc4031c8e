import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { buildProgram } from '../../build.mjs';
import { runNode, WORKER } from '../bench/run.ts';
import { Local } from './fixtures/local.ts';

let local: Local;
beforeAll(async () => {
  await buildProgram('worker');
  local = await Local.start();
});
afterAll(() => local.close());

it('takes a child of ten billion samples no more memory than one of a million', async () => {
  const jobId = await local.submit(2);
  const peakOf = async (samples: number) => {
    const parameters = ['calculate', '--samples', String(samples), '--seed', '42'];
    const environment = local.environment(`${jobId}:0`, 2);
    return (await runNode([WORKER, ...parameters], environment, true)).peakMiB;
  };
  const small = await peakOf(1e6);
  expect(small).toBeGreaterThan(20);
  // A byte for every 500 samples would be seen.
  expect(await peakOf(1e10)).toBeLessThan(small + 20);
});

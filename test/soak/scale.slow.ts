/** The largest array there can be, and a thousand processes: one run each, through the built action. */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  type JobRunner,
  type LocalAws,
  processRunner,
  startLocalAws,
} from '../../local/aws/index.ts';
import { clientsOf, deploy } from '../local/aws/start.ts';
import { tell } from '../support/report.ts';
import { hitsOf, runOnce } from './runs.ts';
import { inProcessWorker } from './worker.ts';

const WORKER = resolve('worker/dist/worker.mjs');
const SEED = 42;
const SAMPLES = 1000;
/** Of the machine. */
const PATIENCE_MS = 600_000;

let aws: LocalAws;
afterEach(() => aws.close());

async function run(runner: JobRunner, vcpus: number, arraySize: number) {
  aws = await startLocalAws({ runner, vcpus, timeScale: 4 });
  await deploy(clientsOf(aws).cloudFormation, { MaxvCpus: '256' });
  const started = performance.now();
  const result = await runOnce({
    aws,
    seed: SEED,
    arraySize,
    samples: SAMPLES,
    patienceMs: PATIENCE_MS,
  });
  const seconds = (performance.now() - started) / 1000;
  const calls = [...aws.calls].map(([name, count]) => `${name} ${count}`).toSorted();
  const text = `${arraySize} children in ${seconds.toFixed(1)} s: ${calls.join(', ')}`;
  await tell(`scale-${arraySize}.txt`, text);
  return result;
}

describe('one run', () => {
  it('of 10,000 children, in this process, has the right count', async () => {
    const result = await run(
      inProcessWorker(() => undefined),
      64,
      10_000,
    );
    expect(result).toMatchObject({
      exitCode: 0,
      errors: [],
      totals: { hits: hitsOf(SEED, 10_000, SAMPLES) },
    });
    expect(aws.queues()).toEqual([]);
  });

  it('of 1,000 processes has the right count', async () => {
    const result = await run(processRunner(WORKER), availableParallelism(), 1000);
    expect(result).toMatchObject({
      exitCode: 0,
      errors: [],
      totals: { hits: hitsOf(SEED, 1000, SAMPLES) },
    });
    expect(aws.queues()).toEqual([]);
  });
});

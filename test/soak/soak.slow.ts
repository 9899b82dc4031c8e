/**
 * 200 runs of 20 children, ten at a time, while calls are dropped, lost, delayed, repeated, throttled
 * and corrupted, hosts are reclaimed and jobs fail, all from one seed. Every run must end with the
 * right count or say why it did not; nothing may hang or be left behind.
 */
import { ListJobsCommand } from '@aws-sdk/client-batch';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalAws, type RunnableJob, startLocalAws } from '../../local/aws/index.ts';
import { interceptBy } from '../faults/intercept.ts';
import { drawn, uniform } from '../faults/schedule.ts';
import { type Clients, clientsOf, deploy } from '../local/aws/start.ts';
import { tell } from '../support/report.ts';
import { sideBySide } from '../support/side-by-side.ts';
import { hitsOf, type RunResult, runOnce } from './runs.ts';
import { inProcessWorker } from './worker.ts';

const SEED = 20_261_123;
const RUNS = 200;
const AT_ONCE = 10;
const SIZE = 20;
const SAMPLES = 5_000;
const TIME_SCALE = 20;
/** Of the machine; a run takes about ten seconds. */
const PATIENCE_MS = 180_000;

/** About one call of twenty meets with something. */
const FAULTS = {
  drop: 0.008,
  lose: 0.008,
  delay: 0.02,
  duplicate: 0.004,
  throttle: 0.01,
  fail: 0.006,
  corrupt: 0.004,
};

/** What becomes of a job's attempt, by the run's seed where the job knows it. */
function mishap(job: RunnableJob, draw: number): number | undefined {
  if (job.command[0] === 'summarize') return draw < 0.05 ? 75 : undefined;
  if (draw < 0.03) return 75;
  return draw < 0.031 ? 1 : undefined;
}

const RECLAIMS = 0.01;
const TWICE = 'SubmitJob duplicate';
/** What a program says of itself and not of a run. */
const CONFUSED = /undefined|\[object|NaN|TypeError|^\s+at /m;

let aws: LocalAws;
let clients: Clients;
let results: RunResult[];
let suffered: ReadonlyMap<string, number>;

beforeAll(async () => {
  const faults = interceptBy(drawn(SEED, FAULTS));
  suffered = faults.suffered;
  let armed = false;
  let jobs = 0;
  const runner = inProcessWorker((job) => {
    jobs += 1;
    const draw = uniform(`${SEED}/job/${jobs}`);
    if (1 - draw < RECLAIMS) setImmediate(() => aws.reclaim(job.jobId));
    return mishap(job, draw);
  });
  aws = await startLocalAws({
    runner,
    vcpus: 64,
    timeScale: TIME_SCALE,
    intercept: (call, next) => (armed ? faults.intercept(call, next) : next()),
  });
  clients = clientsOf(aws);
  await deploy(clients.cloudFormation, { MaxvCpus: '64' });
  armed = true;
  const run = (seed: number) => () =>
    runOnce({ aws, seed, arraySize: SIZE, samples: SAMPLES, patienceMs: PATIENCE_MS });
  results = await sideBySide(
    Array.from({ length: RUNS }, (_each, at) => run(at + 1)),
    AT_ONCE,
  );
  armed = false;
  await tell('soak.txt', story(results));
});
afterAll(() => aws.close());

function story(all: readonly RunResult[]): string {
  const right = all.filter(({ exitCode }) => exitCode === 0).length;
  const failed = all.filter(({ exitCode }) => exitCode !== 0);
  const faults = [...suffered].toSorted().map(([name, count]) => `${name} ${count}`);
  return [
    `${RUNS} runs: ${right} with the right count, ${failed.length} that say why not:`,
    ...failed.map(({ seed, errors, tail }) => `  seed ${seed}: ${errors[0] ?? tail}`),
    `faults: ${faults.join(', ')}`,
  ].join('\n');
}

describe('each of the runs', () => {
  it('ends', () => {
    expect(results.filter(({ hangs }) => hangs)).toEqual([]);
  });

  it('has the right count, or fails', () => {
    const wrong = results.filter(
      ({ exitCode, seed, totals }) =>
        exitCode === 0 && totals?.hits !== hitsOf(seed, SIZE, SAMPLES),
    );
    expect(wrong).toEqual([]);
  });

  it('says why in a sentence and what to do in another, if it fails', () => {
    const failed = results.filter(({ exitCode }) => exitCode !== 0);
    const unclear = failed.filter(({ errors: [error = ''] }) => {
      const [why = '', remedy = ''] = error.split('\n');
      return !(why.length > 20 && remedy.length > 20) || CONFUSED.test(error);
    });
    expect(unclear).toEqual([]);
  });

  it('mostly has the right count', () => {
    // Some 2% of the runs have a child that fails for good.
    const right = results.filter(({ exitCode }) => exitCode === 0).length;
    expect(right).toBeGreaterThanOrEqual(RUNS * 0.9);
  });
});

describe('when all have ended', () => {
  it('no job of theirs goes on, nor one that the network made', async () => {
    // What the network made twice is followed by nobody, and may end after the last of the runs.
    const deadline = Date.now() + PATIENCE_MS;
    let active = await unended();
    while (active.length > 0 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      active = await unended();
    }
    expect(active).toEqual([]);
  });

  it('no queue is left but of runs that were never summarized, for the sweep', () => {
    const ids = (exited: (code: number) => boolean) =>
      results.filter(({ exitCode }) => exited(exitCode)).map(({ arrayJobId }) => arrayJobId);
    const left = aws.queues().map((name) => name.slice('Pi-results-'.length));
    const summarized = ids((code) => code === 0);
    expect(left.filter((id) => summarized.includes(id))).toEqual([]);
    // A second submission that nobody knows of: the network made it of one.
    const failed = ids((code) => code !== 0);
    const unknown = left.filter((id) => !failed.includes(id));
    expect(unknown.length).toBeLessThanOrEqual(suffered.get(TWICE) ?? 0);
  });
});

/** Ids of the jobs that have not ended. */
async function unended(): Promise<(string | undefined)[]> {
  const statuses = ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING'] as const;
  const lists = statuses.map(async (jobStatus) => {
    const command = new ListJobsCommand({ jobQueue: 'Pi', jobStatus });
    const { jobSummaryList = [] } = await clients.batch.send(command);
    return jobSummaryList.map(({ jobId }) => jobId);
  });
  return (await Promise.all(lists)).flat();
}

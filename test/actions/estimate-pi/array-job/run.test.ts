import { describe, expect, it } from '@jest/globals';
import { CallFault, Stop } from '../../../../actions/estimate-pi/src/array-job/fault.ts';
import { type Entry, Ledger } from '../../../../actions/estimate-pi/src/array-job/ledger.ts';
import type { Plan } from '../../../../actions/estimate-pi/src/array-job/plan.ts';
import type { BatchPort, Job } from '../../../../actions/estimate-pi/src/array-job/ports.ts';
import { runArrayJob } from '../../../../actions/estimate-pi/src/array-job/run.ts';
import { sampleSummary } from '../sample.ts';
import { job, ledger, listed, STACK, world } from './fakes.ts';

const PLAN: Plan = {
  stack: STACK,
  size: 4,
  parameters: {},
  tags: {},
  pollMs: 5_000,
  onChildFailure: 'fail',
  stuckMs: Infinity,
  wait: true,
  attach: undefined,
};

/** Batch with an array job `a`, and summarize jobs `s1`, `s2` in the order of their submission. */
function scene(parts: Partial<BatchPort>, jobs: Record<string, Partial<Job>> = {}) {
  const done: string[] = [];
  let submitted = 0;
  const deps = world({
    batch: {
      submit: async ({ size }) => {
        submitted += size > 1 ? 0 : 1;
        return size > 1 ? 'a' : `s${submitted}`;
      },
      describe: async (ids) =>
        ids.flatMap((id) => {
          const known = jobs[id];
          return known === undefined ? [] : [job(id, 'PENDING', known)];
        }),
      terminate: async (id) => {
        done.push(`terminate ${id}`);
      },
      ...parts,
    },
    queues: {
      remove: async (name) => {
        done.push(`delete ${name}`);
        return true;
      },
    },
    logs: { tail: async () => [JSON.stringify(sampleSummary('a', 4, 3, '2'))] },
  });
  return { deps, done };
}

const counts = { SUCCEEDED: 3, FAILED: 1 };
const failedArray: Partial<Job> = { status: 'FAILED', array: { size: 4, counts } };

describe('a run', () => {
  it('is ended although what post needs cannot be saved', async () => {
    const { deps, done } = scene({});
    let writes = 0;
    const full = new Ledger({ ...ledger().entry }, () => {
      writes += 1;
      if (writes > 4) throw new Error('ENOSPC: no space left on device, write');
    });
    const ending = await runArrayJob(PLAN, full, new AbortController().signal, deps);
    expect(ending).toMatchObject({ kind: 'failed', cause: expect.stringContaining('ENOSPC') });
    expect(done).toEqual(['terminate a', 'terminate s1', 'delete P-results-a']);
  });

  it('is summarized in part although the failed children cannot be listed', async () => {
    const denied = new CallFault('denied', 'batch:ListJobs', 'AccessDenied');
    const jobs: Record<string, Partial<Job>> = {
      a: failedArray,
      s1: { statusReason: undefined },
      s2: { status: 'SUCCEEDED', logStream: 'x' },
    };
    const { deps } = scene(
      {
        // biome-ignore lint/correctness/useYield: it fails before
        children: async function* () {
          throw denied;
        },
      },
      jobs,
    );
    const plan: Plan = { ...PLAN, onChildFailure: 'partial' };
    const ending = await runArrayJob(plan, ledger(), new AbortController().signal, deps);
    expect(ending).toMatchObject({ kind: 'partial', summary: { children: { received: 3 } } });
    expect(deps.lines).toContain('Children failed; summarizing the others');
  });

  it('goes on with the summarize job of what a failed array left, when attached to it', async () => {
    const parameters = { arrayJob: 'a', allowPartial: 'true' };
    let polls = 0;
    const { deps, done } = scene({
      describe: async (ids) => {
        polls += 1;
        const status = polls < 4 ? 'RUNNING' : 'SUCCEEDED';
        const [definition, logStream] = [STACK.summarizeDefinition, 'x'];
        const array = job('a', 'FAILED', { definition: STACK.arrayDefinition, ...failedArray });
        const partial = job('p', status, { definition, parameters, logStream });
        return ids.includes('a:2') ? [] : [array, partial];
      },
      children: async function* (_id, status) {
        if (status === 'FAILED') yield [listed('a:2', { index: 2, exitCode: 65 })];
      },
    });
    const plan: Plan = { ...PLAN, attach: { arrayJobId: 'a', summarizeJobId: 'p' } };
    const ending = await runArrayJob(plan, ledger(), new AbortController().signal, deps);
    expect(ending).toMatchObject({ kind: 'partial', failures: { total: 1 } });
    expect(done).toEqual(['delete P-results-a']);
  });

  it('is ended when it is cancelled while a refusal is looked into', async () => {
    const stop = new AbortController();
    const refused = new CallFault('refused', 'batch:SubmitJob', 'ClientException');
    const { deps, done } = scene({
      submit: async ({ size }) => {
        if (size > 1) return 'a';
        throw refused;
      },
    });
    const queue = async () => {
      stop.abort(new Stop('cancelled', 'The step was cancelled (SIGINT)'));
      throw new CallFault('uncertain', 'batch:DescribeJobQueues', 'aborted');
    };
    const inspect = { ...deps.inspect, queue, front: queue };
    const ending = await runArrayJob(PLAN, ledger(), stop.signal, { ...deps, inspect });
    expect(ending).toMatchObject({
      kind: 'cancelled',
      cause: 'The step was cancelled (SIGINT); the run was ended',
    });
    expect(done).toEqual(['terminate a', 'delete P-results-a']);
  });

  it('writes down which jobs had ended and whether it went well', async () => {
    const written: Entry[] = [];
    const over: Partial<Job> = { status: 'SUCCEEDED', logStream: 'x' };
    const { deps } = scene({}, { a: { ...over, array: { size: 4, counts: {} } }, s1: over });
    const book = new Ledger({ ...ledger().entry }, (entry) => written.push(entry));
    await runArrayJob(PLAN, book, new AbortController().signal, deps);
    expect(written.slice(-2)).toMatchObject([
      { phase: 'ending', over: ['a', 's1'], well: true },
      { phase: 'over' },
    ]);
  });
});

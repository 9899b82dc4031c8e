import { describe, expect, it } from '@jest/globals';
import { CallFault, Stop } from '../../../../actions/estimate-pi/src/array-job/fault.ts';
import { type Entry, Ledger } from '../../../../actions/estimate-pi/src/array-job/ledger.ts';
import type { Plan } from '../../../../actions/estimate-pi/src/array-job/plan.ts';
import type { BatchPort, Job } from '../../../../actions/estimate-pi/src/array-job/ports.ts';
import { runArrayJob } from '../../../../actions/estimate-pi/src/array-job/run.ts';
import { sampleSummary } from '../sample.ts';
import { job, ledger, STACK, world } from './fakes.ts';

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
    logs: { tail: async () => [JSON.stringify(sampleSummary('a', 4))] },
  });
  return { deps, done };
}

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

import { describe, expect, it } from '@jest/globals';
import { endRun, endStrays } from '../../../../actions/estimate-pi/src/array-job/cancel.ts';
import { CallFault } from '../../../../actions/estimate-pi/src/array-job/fault.ts';
import { ledger, listed, NAMES, world } from './fakes.ts';

const TERMS = { reason: 'cancelled', budgetMs: 2_000 };

function recorder(jobs: Record<string, ReturnType<typeof listed>[]> = {}) {
  const done: string[] = [];
  const deps = world({
    batch: {
      terminate: async (id) => {
        done.push(`terminate ${id}`);
      },
      named: async (_queue, name) => jobs[name] ?? [],
    },
    queues: {
      remove: async (name) => {
        done.push(`delete ${name}`);
        return true;
      },
    },
  });
  return { done, deps };
}

describe('the end of a run', () => {
  it('terminates both jobs, then deletes the queue', async () => {
    const { done, deps } = recorder();
    const { entry } = ledger({ arrayJobId: 'a', summarizeJobId: 's' });
    const ended = await endRun(entry, TERMS, deps);
    expect(done).toEqual(['terminate a', 'terminate s', 'delete P-results-a']);
    expect(ended).toMatchObject({ terminated: ['a', 's'], undone: [], unseen: [] });
  });

  it('leaves jobs alone that have ended', async () => {
    const { done, deps } = recorder();
    const { entry } = ledger({ arrayJobId: 'a', summarizeJobId: 's', over: ['a', 's'] });
    await endRun(entry, TERMS, deps);
    expect(done).toEqual(['delete P-results-a']);
  });

  it('finds a job by its name when its id never came', async () => {
    const { done, deps } = recorder({ [NAMES.array]: [listed('x', { status: 'RUNNABLE' })] });
    const { entry } = ledger({ uncertain: [NAMES.array] });
    const ended = await endRun(entry, TERMS, deps);
    expect(done).toEqual(['terminate x', 'delete P-results-x']);
    expect(ended.unseen).toEqual([]);
  });

  it('says that a job was never seen, after looking for as long as it may', async () => {
    const { deps } = recorder();
    const { entry } = ledger({ uncertain: [NAMES.array] });
    expect(await endRun(entry, TERMS, deps)).toMatchObject({ unseen: [NAMES.array] });
  });

  it('does the rest when one thing cannot be done', async () => {
    const { done, deps } = recorder();
    const denied = new CallFault('denied', 'batch:TerminateJob', 'AccessDenied');
    const terminate = async (id: string) => {
      if (id === 'a') throw denied;
      done.push(`terminate ${id}`);
    };
    const { entry } = ledger({ arrayJobId: 'a', summarizeJobId: 's' });
    const ended = await endRun(entry, TERMS, { ...deps, batch: { ...deps.batch, terminate } });
    expect(done).toEqual(['terminate s', 'delete P-results-a']);
    expect(ended.undone).toEqual(['terminate job a (batch:TerminateJob: AccessDenied)']);
    expect(ended.left).toEqual(['a']);
  });

  it('is not held up by a call that is never answered', async () => {
    const { done, deps } = recorder();
    const terminate = (id: string) =>
      id === 'a' ? new Promise<void>(() => {}) : deps.batch.terminate(id, '');
    const { entry } = ledger({ arrayJobId: 'a', summarizeJobId: 's' });
    const ended = await endRun(entry, TERMS, { ...deps, batch: { ...deps.batch, terminate } });
    expect(ended.undone).toEqual(['terminate job a (no answer in time)']);
    expect(done).toContain('delete P-results-a');
  });

  it('ends duplicates and nothing else', async () => {
    const twice = [listed('a', { status: 'RUNNING' }), listed('b', { status: 'RUNNING' })];
    const { done, deps } = recorder({ [NAMES.array]: twice });
    const { entry } = ledger({ arrayJobId: 'a', uncertain: [NAMES.array] });
    await endStrays(entry, TERMS, deps);
    expect(done).toEqual(['terminate b', 'delete P-results-b']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { CallFault } from '../../../../actions/estimate-pi/src/array-job/fault.ts';
import { type Entry, Ledger } from '../../../../actions/estimate-pi/src/array-job/ledger.ts';
import { submitOnce } from '../../../../actions/estimate-pi/src/array-job/submit.ts';
import { ledger, listed, NAMES, world } from './fakes.ts';

const SUBMISSION = {
  name: NAMES.array,
  queue: 'Q',
  definition: 'D:1',
  size: 4,
  parameters: {},
  dependsOn: undefined,
  tags: {},
};
const lost = new CallFault('uncertain', 'batch:SubmitJob', 'ECONNRESET');

/** Answers in order; the last one again and again. */
function answers<T>(...all: readonly (T | Error)[]) {
  let calls = 0;
  const answer = async (): Promise<T> => {
    const next = all[Math.min(calls++, all.length - 1)];
    if (next instanceof Error) throw next;
    return next as T;
  };
  return { answer, calls: () => calls };
}

function submit(deps: ReturnType<typeof world>, book = ledger(), signal?: AbortSignal) {
  return submitOnce(SUBMISSION, 'arrayJobId', book, signal ?? new AbortController().signal, deps);
}

describe('submitOnce', () => {
  it('writes the name down before the call, and strikes it out after the answer', async () => {
    const book = ledger();
    let during: readonly string[] = [];
    const deps = world({
      batch: {
        submit: async () => {
          during = book.entry.uncertain;
          return 'id';
        },
      },
    });
    await expect(submit(deps, book)).resolves.toBe('id');
    expect(during).toEqual([NAMES.array]);
    expect(book.entry.uncertain).toEqual([]);
  });

  it('never lasts without the name or the id: a kill between two writes would lose the job', async () => {
    const written: Entry[] = [];
    const book = new Ledger({ ...ledger().entry }, (entry) => written.push(entry));
    const deps = world({ batch: { submit: async () => 'id' } });
    await submit(deps, book);
    const [, ...since] = written;
    expect(since.map(({ uncertain, arrayJobId }) => [uncertain, arrayJobId])).toEqual([
      [[NAMES.array], undefined],
      [[], 'id'],
    ]);
  });

  it('adopts the job of a lost reply', async () => {
    const sent = answers<string>(lost);
    const looked = answers([], [], [listed('found')]);
    const book = ledger();
    const deps = world({ batch: { submit: sent.answer, named: looked.answer } });
    await expect(submit(deps, book)).resolves.toBe('found');
    expect(book.entry.arrayJobId).toBe('found');
    expect(sent.calls()).toBe(1);
    // A second one may still turn up.
    expect(book.entry.uncertain).toEqual([NAMES.array]);
  });

  it('submits again only after half a minute of looking', async () => {
    const sent = answers<string>(lost, 'second');
    const looked = answers([]);
    const deps = world({ batch: { submit: sent.answer, named: looked.answer } });
    const started = deps.clock.now();
    await expect(submit(deps)).resolves.toBe('second');
    expect(deps.clock.now() - started).toBeGreaterThanOrEqual(30_000);
    expect(looked.calls()).toBe(16);
  });

  it('does not look for what was throttled: it was not done', async () => {
    const throttled = new CallFault('throttled', 'batch:SubmitJob', 'Rate exceeded');
    const book = ledger();
    const deps = world({ batch: { submit: answers<string>(throttled, 'id').answer } });
    await expect(submit(deps, book)).resolves.toBe('id');
    expect(book.entry.uncertain).toEqual([]);
  });

  it('passes on a refusal', async () => {
    const refused = new CallFault('refused', 'batch:SubmitJob', 'JobQueue not found');
    const book = ledger();
    const deps = world({ batch: { submit: answers<string>(refused).answer } });
    await expect(submit(deps, book)).rejects.toThrow('JobQueue not found');
    expect(book.entry.uncertain).toEqual([]);
  });

  it('waits two seconds for a reply when it has to stop, and keeps the name', async () => {
    const stop = new AbortController();
    const book = ledger();
    const deps = world({
      batch: {
        submit: () => {
          stop.abort(new Error('cancelled'));
          return new Promise(() => {});
        },
      },
    });
    await expect(submit(deps, book, stop.signal)).rejects.toThrow('cancelled');
    expect(deps.clock.slept).toEqual([2_000]);
    expect(book.entry.uncertain).toEqual([NAMES.array]);
  });
});

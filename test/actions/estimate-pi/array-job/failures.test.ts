import { describe, expect, it } from '@jest/globals';
import { exampleOf, failuresOf } from '../../../../actions/estimate-pi/src/array-job/failures.ts';
import { CallFault } from '../../../../actions/estimate-pi/src/array-job/fault.ts';
import type { BatchPort } from '../../../../actions/estimate-pi/src/array-job/ports.ts';
import { job, listed, world } from './fakes.ts';

const { signal } = new AbortController();
const child = (index: number, exitCode: number) =>
  listed(`a:${index}`, { index, exitCode, statusReason: 'Essential container in task exited' });

function batch(parts: Partial<BatchPort> = {}): Partial<BatchPort> {
  return {
    children: async function* () {
      yield [child(9, 65), child(3, 64)];
      yield [child(2, 64), child(1, 64)];
    },
    describe: async (ids) =>
      ids.map((id) => job(id, 'FAILED', { exitCode: 64, logStream: `log of ${id}` })),
    ...parts,
  };
}

describe('failed children', () => {
  it('are grouped by cause, the most frequent first, with the logs of a few', async () => {
    const logs = { tail: async (stream: string) => [`first of ${stream}`, 'last', ' '] };
    const failures = await failuresOf('a', signal, world({ batch: batch(), logs }));
    expect(failures).toMatchObject({ total: 4, interrupted: 0 });
    expect(failures.groups.map(({ cause, indices }) => [cause, indices])).toEqual([
      ['exit code 64 (bad input)', [1, 2, 3]],
      ['exit code 65 (a result that contradicts another)', [9]],
    ]);
    expect(failures.groups[1]?.examples).toEqual([
      {
        index: 9,
        attempts: [],
        lines: ['first of log of a:9', 'last', ''],
        says: 'last',
        logStream: 'log of a:9',
      },
    ]);
  });

  it('cost the same number of calls however many there are', async () => {
    const calls = { describe: 0, tail: 0 };
    const deps = world({
      batch: batch({
        children: async function* () {
          yield Array.from({ length: 10_000 }, (_, i) => child(i, 1 + (i % 200)));
        },
        describe: async (ids) => {
          calls.describe++;
          return ids.map((id) => job(id, 'FAILED', { logStream: id }));
        },
      }),
      logs: {
        tail: async () => {
          calls.tail++;
          return Array.from({ length: 1_000 }, () => 'x'.repeat(10_000));
        },
      },
    });
    const failures = await failuresOf('a', signal, deps);
    expect(failures.groups).toHaveLength(200);
    expect(calls).toEqual({ describe: 1, tail: 15 });
    const lines = failures.groups.flatMap(({ examples }) => examples).flatMap((e) => e.lines);
    expect(lines.join('').length).toBeLessThanOrEqual(15 * 12 * 300);
  });

  it('are told although their logs cannot be read', async () => {
    const denied = new CallFault('denied', 'logs:GetLogEvents', 'AccessDenied');
    const deps = world({ batch: batch(), logs: { tail: () => Promise.reject(denied) } });
    const { groups, total } = await failuresOf('a', signal, deps);
    expect(total).toBe(4);
    expect(groups[1]?.examples[0]?.lines).toEqual([
      '(the log could not be read: logs:GetLogEvents: AccessDenied)',
    ]);
  });

  it('are not quoted where a signal ended them in the middle of something else', async () => {
    const killed = job('a:1', 'FAILED', { exitCode: 137, logStream: 'x' });
    const deps = world({ logs: { tail: async () => ['half done'] } });
    const example = await exampleOf(killed, signal, deps);
    expect(example).toMatchObject({ lines: ['half done'], says: undefined });
  });

  it('are told although they cannot be described', async () => {
    const denied = new CallFault('denied', 'batch:DescribeJobs', 'AccessDenied');
    const deps = world({ batch: batch({ describe: () => Promise.reject(denied) }) });
    const { groups } = await failuresOf('a', signal, deps);
    expect(groups.map(({ examples }) => examples)).toEqual([[], []]);
    expect(deps.lines.join()).toContain('warning: The failed children could not be described');
  });
});

import { describe, expect, it } from '@jest/globals';
import {
  causeOf,
  failuresOf,
  ranges,
} from '../../../../actions/estimate-pi/src/array-job/failures.ts';
import { listed, world } from './fakes.ts';

describe('failed children', () => {
  it('are grouped by cause, the most frequent first', async () => {
    const child = (index: number, exitCode: number) =>
      listed(`a:${index}`, { index, exitCode, statusReason: 'Essential container in task exited' });
    const deps = world({
      batch: {
        children: async function* () {
          yield [child(9, 65), child(3, 64)];
          yield [child(2, 64), child(1, 64)];
        },
      },
    });
    expect(await failuresOf('a', new AbortController().signal, deps)).toEqual({
      total: 4,
      groups: [
        { cause: 'exit code 64, Essential container in task exited', indices: [1, 2, 3] },
        { cause: 'exit code 65, Essential container in task exited', indices: [9] },
      ],
    });
  });

  it.each([
    [{}, 'Batch gives no reason'],
    [{ exitCode: 137, reason: 'OutOfMemoryError' }, 'exit code 137, OutOfMemoryError'],
    [{ statusReason: 'Host EC2 terminated.' }, 'Host EC2 terminated.'],
    [{ reason: 'a\nb' }, 'a b'],
  ])('%j: %s', (given, cause) => {
    const nothing = { exitCode: undefined, reason: undefined, statusReason: undefined };
    expect(causeOf({ ...nothing, ...given })).toBe(cause);
  });

  it('are named as ranges', () => {
    expect(ranges([0, 1, 2, 5, 7, 8])).toBe('0-2,5,7-8');
    expect(ranges([])).toBe('');
    expect(ranges([0, 2, 4, 6], 2)).toBe('0,2,…');
  });
});

import { describe, expect, it } from '@jest/globals';
import { causeOf, ranges } from '../../../../actions/estimate-pi/src/array-job/cause.ts';

const EXITED = 'Essential container in task exited';

describe('the cause of an end', () => {
  it.each([
    [{}, 'Batch gives no reason'],
    [{ statusReason: EXITED }, EXITED],
    [{ exitCode: 64, statusReason: EXITED }, 'exit code 64 (bad input)'],
    [{ exitCode: 7, statusReason: EXITED }, 'exit code 7'],
    [
      { exitCode: 137, reason: 'OutOfMemoryError: Container killed', statusReason: EXITED },
      'exit code 137 (killed, most often for want of memory), OutOfMemoryError: Container killed',
    ],
    [
      { statusReason: 'Host EC2 (instance i-0123456789abcdef0) terminated.' },
      'Host EC2 (instance …) terminated.',
    ],
    [
      { reason: 'CannotPullContainerError: request 01234567-89ab-cdef-0123-456789abcdef' },
      'CannotPullContainerError: request …',
    ],
    [{ reason: 'a\nb' }, 'a b'],
  ])('%j: %s', (given, cause) => {
    const nothing = { exitCode: undefined, reason: undefined, statusReason: undefined };
    expect(causeOf({ ...nothing, ...given })).toBe(cause);
  });

  it('names indices as ranges', () => {
    expect(ranges([0, 1, 2, 5, 7, 8])).toBe('0-2,5,7-8');
    expect(ranges([])).toBe('');
    expect(ranges([0, 2, 4, 6], 2)).toBe('0,2,…');
  });
});

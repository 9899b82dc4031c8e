import { describe, expect, it } from '@jest/globals';
import { type Clock, duration, Patience } from '../../../actions/deploy-stack/src/patience.ts';

/** A clock that stands still but for its sleepers. */
function fakeClock(): Clock & { readonly slept: number[] } {
  let now = 1_000;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
    },
  };
}

describe('patience', () => {
  it('never sleeps past its limit, and then says what it waited for', async () => {
    const clock = fakeClock();
    const patience = new Patience(clock, 120_000, new AbortController().signal);
    await patience.pause(70_000, 'a stack');
    await expect(patience.pause(70_000, 'a stack')).rejects.toThrow(
      'Gave up after 2 min (timeout-minutes), waiting for a stack.',
    );
    expect(clock.slept).toEqual([70_000, 50_000]);
  });

  it('ends at once when the run is cancelled', async () => {
    const controller = new AbortController();
    const clock = fakeClock();
    const patience = new Patience(clock, 120_000, controller.signal);
    controller.abort();
    await expect(patience.pause(1, 'a stack')).rejects.toThrow(
      'Cancelled while waiting for a stack',
    );
    expect(clock.slept).toEqual([]);
  });

  it('has some left for cleaning up afterwards, and none beyond the whole for a part', async () => {
    const controller = new AbortController();
    const patience = new Patience(fakeClock(), 10_000, controller.signal);
    await expect(patience.within(60_000).pause(20_000, 'a part')).rejects.toThrow(/Gave up/);
    controller.abort();
    const rest = patience.afresh(5_000);
    await expect(rest.pause(4_000, 'a change set')).resolves.toBeUndefined();
    await expect(rest.pause(4_000, 'a change set')).rejects.toThrow(
      'Gave up after 5 s, waiting for a change set.',
    );
  });
});

describe('duration', () => {
  it.each([
    [0, '0 s'],
    [59_400, '59 s'],
    [59_600, '1 min 00 s'],
    [185_000, '3 min 05 s'],
    [3_600_000, '1 h 00 min'],
    [7_805_000, '2 h 10 min'],
  ])('of %d ms is %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
});

import { describe, expect, it, jest } from '@jest/globals';
import { ScaledClock } from '../../../local/aws/clock.ts';

describe('a scaled clock', () => {
  it('runs as much faster, from its epoch on', () => {
    jest.useFakeTimers({ now: 1000 });
    const clock = new ScaledClock({ epochMs: 1000, timeScale: 60 });
    const then = jest.fn();
    clock.after(60_000, then);
    jest.advanceTimersByTime(999);
    expect(clock.now()).toBe(1000 + 999 * 60);
    expect(then).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(then).toHaveBeenCalledTimes(1);
    jest.useRealTimers();
  });

  it('forgets what was planned when it is told to', () => {
    jest.useFakeTimers();
    const clock = new ScaledClock({ epochMs: 0, timeScale: 1 });
    const then = jest.fn();
    clock.after(1, then)();
    clock.after(0, then);
    clock.after(1, then);
    clock.close();
    jest.runAllTimers();
    expect(then).not.toHaveBeenCalled();
    jest.useRealTimers();
  });

  it.each([0, -1, Number.NaN])('refuses a scale of %p', (timeScale) => {
    expect(() => new ScaledClock({ epochMs: 0, timeScale })).toThrow(RangeError);
  });
});

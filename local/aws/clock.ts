/** Takes back what `after` planned; harmless when it has happened already. */
export type Cancel = () => void;

/** Time as the services see it. Durations and timestamps are in milliseconds. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `then` once, `ms` from now; never before the caller has returned. */
  after(ms: number, then: () => void): Cancel;
}

/** Where a scaled clock stands: time runs `timeScale` times as fast as the machine's from `epochMs` on. */
export interface ClockSetting {
  readonly epochMs: number;
  readonly timeScale: number;
}

/** A clock that may run faster than the machine's, so that a test need not wait for AWS's durations. */
export class ScaledClock implements Clock {
  readonly setting: ClockSetting;
  readonly #cancels = new Set<Cancel>();

  /** @throws {RangeError} when the scale is not a positive number */
  constructor(setting: ClockSetting) {
    if (!(setting.timeScale > 0)) {
      throw new RangeError(`timeScale is ${setting.timeScale}; it must be a positive number`);
    }
    this.setting = setting;
  }

  now(): number {
    const { epochMs, timeScale } = this.setting;
    return Math.floor(epochMs + (Date.now() - epochMs) * timeScale);
  }

  after(ms: number, then: () => void): Cancel {
    const fire = () => {
      this.#cancels.delete(cancel);
      then();
    };
    const cancel = ms > 0 ? this.#timeout(ms, fire) : immediately(fire);
    this.#cancels.add(cancel);
    return () => {
      this.#cancels.delete(cancel);
      cancel();
    };
  }

  /** Cancels all that is planned. */
  close(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  #timeout(ms: number, fire: () => void): Cancel {
    const timer = setTimeout(fire, ms / this.setting.timeScale);
    return () => clearTimeout(timer);
  }
}

function immediately(fire: () => void): Cancel {
  const immediate = setImmediate(fire);
  return () => clearImmediate(immediate);
}

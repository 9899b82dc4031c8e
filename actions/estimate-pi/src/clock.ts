/** Time as this action uses it: passed in, so that tests can set its pace. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * @param ms how long to wait, in milliseconds
   * @param signal ends the wait early
   * @throws the signal's reason when it is aborted
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const wake = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', wake);
        resolve();
      }, ms);
      if (signal?.aborted) wake();
      else signal?.addEventListener('abort', wake, { once: true });
    }),
};

/** Everything that ends a run before its time, as one signal. */
import { Stop } from './array-job/fault.ts';
import { duration } from './array-job/progress.ts';

/**
 * Aborted by SIGINT and SIGTERM (which is how the runner cancels a step) and when the time is over.
 *
 * @param limitMs how long the step may take
 */
export function stopSignal(limitMs: number): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      controller.abort(new Stop('cancelled', `The step was cancelled (${name})`));
    });
  }
  const message = `The step was not over after ${duration(limitMs)} (timeout-minutes)`;
  setTimeout(() => controller.abort(new Stop('timed-out', message)), limitMs).unref();
  return controller.signal;
}

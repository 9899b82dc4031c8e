/**
 * Preloaded into a built program by tests (`--import`): its clock runs TIME_SCALE times as fast, so
 * that minutes of waiting pass in seconds. Nothing but timers and dates is touched.
 *
 * Timers of more than LONGEST keep their real length: those guard against a connection that hangs,
 * and must not go off because the machine is busy.
 */
import { syncBuiltinESMExports } from 'node:module';
import { performance } from 'node:perf_hooks';
import timers from 'node:timers/promises';

/** Milliseconds. */
const LONGEST = 8_000;

const scale = Number(process.env.TIME_SCALE);
if (!(scale >= 1)) throw new Error(`TIME_SCALE is ${process.env.TIME_SCALE}, not a number from 1`);

const RealDate = Date;
const realNow = performance.now.bind(performance);
const realTimeout = setTimeout;
const realPromise = timers.setTimeout;
const start = RealDate.now();

const scaled = (ms = 0) => (ms > LONGEST ? ms : ms / scale);
const now = () => Math.floor(start + (RealDate.now() - start) * scale);

globalThis.Date = class extends RealDate {
  constructor(...args) {
    super(...(args.length === 0 ? [now()] : args));
  }

  static now() {
    return now();
  }
};
performance.now = () => realNow() * scale;
globalThis.setTimeout = (then, ms, ...args) => realTimeout(then, scaled(ms), ...args);
timers.setTimeout = (ms, ...args) => realPromise(scaled(ms), ...args);
syncBuiltinESMExports();

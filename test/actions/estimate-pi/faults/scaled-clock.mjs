/**
 * Preloaded into the built action by tests (`--import`): its clock runs as fast as the local AWS's, by
 * TEST_CLOCK = {"epochMs":...,"timeScale":...}. Nothing but timers and dates is touched.
 */
const { epochMs, timeScale } = JSON.parse(process.env.TEST_CLOCK ?? '');
const RealDate = Date;
const realTimeout = setTimeout;

const now = () => Math.floor(epochMs + (RealDate.now() - epochMs) * timeScale);

globalThis.Date = class extends RealDate {
  constructor(...args) {
    super(...(args.length === 0 ? [now()] : args));
  }

  static now() {
    return now();
  }
};
globalThis.setTimeout = (then, ms = 0, ...args) => realTimeout(then, ms / timeScale, ...args);

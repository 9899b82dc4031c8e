/** `npm run demo`: the whole array job on this machine, through template, action and worker. */
import { HELP, parseOptions, UsageError } from './demo/options.ts';
import { runDemo } from './demo/run.ts';

/** Bad input, as in sysexits.h and in the worker. */
const USAGE = 64;

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (!options) {
    process.stdout.write(HELP);
    return 0;
  }
  const interruption = new AbortController();
  const hurry = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => (interruption.signal.aborted ? hurry : interruption).abort(signal));
  }
  // Nobody reads on: `| head`, or the terminal is gone.
  process.stdout.on('error', () => interruption.abort());
  return await runDemo(options, process.stdout, {
    interruption: interruption.signal,
    hurry: hurry.signal,
  });
}

function fail(error: unknown): void {
  const usage = error instanceof UsageError;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`demo: ${message}${usage ? '. See npm run demo -- --help' : ''}\n`);
  process.exitCode = usage ? USAGE : 1;
}

// A full disk, for example, wherever it is noticed. What this started ends with it.
process.on('uncaughtException', (error) => {
  fail(error);
  process.exit();
});
process.stderr.on('error', () => {});

try {
  process.exitCode = await main();
} catch (error) {
  fail(error);
}

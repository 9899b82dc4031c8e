/** Says what it will make in the account; with `--yes` makes it, holds the contract, and cleans up. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Account, type Running } from './account.ts';
import { accountOf } from './identity.ts';
import { runContract } from './jest.ts';
import { plan } from './plan.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);

function confirmed(): boolean {
  try {
    return parseArgs({ options: { yes: { type: 'boolean' } } }).values.yes ?? false;
  } catch (error) {
    process.stderr.write(`test:aws: ${error instanceof Error ? error.message : error}\n`);
    process.exit(64);
  }
}

async function main(): Promise<number> {
  const yes = confirmed();
  const region = process.env['AWS_REGION'] ?? '';
  const prefix = `contract-${randomBytes(4).toString('hex')}`;
  say(plan(await accountOf(), region, prefix));
  if (!yes) {
    say('\nNothing was made. To go on: npm run test:aws -- --yes');
    return 0;
  }
  let interrupted = false;
  let cleaning = false;
  let running: Running | undefined;
  const run = <T extends Running>(next: T): T => {
    running = next;
    return next;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A terminal's Ctrl-C comes twice, through start.mjs as well; and cleaning up is not to be stopped.
      if (interrupted || cleaning) return;
      interrupted = true;
      say('\nInterrupted. What was made is deleted first, which takes some minutes ...');
      running?.interrupt();
    });
  }
  const account = new Account(prefix, run);
  let status = 1;
  try {
    say(`\nMaking the stack ${prefix} ...`);
    const outputs = await account.deploy();
    if (!interrupted) status = await run(runContract(prefix, outputs)).ended;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
  }
  cleaning = true;
  say(`\nDeleting everything that begins with ${prefix} ...`);
  const left = await account.cleanUp();
  say(left.length === 0 ? 'Nothing is left.' : `STILL THERE, delete by hand:\n${left.join('\n')}`);
  return left.length === 0 && !interrupted ? status : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`test:aws: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

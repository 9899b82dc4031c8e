/** Runs the contract's test file on the stack that was made. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Running } from './account.ts';

/** Of the machine: longer than all of it takes. */
const TIMEOUT_MS = 3 * 3600 * 1000;

/** @param outputs of the stack */
export function runContract(
  prefix: string,
  outputs: Readonly<Record<string, string>>,
): Running & { readonly ended: Promise<number> } {
  const options = ['--config', 'jest.slow.config.mjs', `--testTimeout=${TIMEOUT_MS}`];
  const child = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      ...options,
      'test/contract/contract.slow',
    ],
    {
      env: {
        ...process.env,
        CONTRACT_ENDPOINTS: 'aws',
        CONTRACT_PREFIX: prefix,
        CONTRACT_OUTPUTS: JSON.stringify(outputs),
      },
      stdio: 'inherit',
    },
  );
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : 1));
  return { ended, interrupt: () => child.kill('SIGINT') };
}

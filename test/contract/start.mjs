/** `npm run test:contract -- --endpoint local|moto`: holds one world, or all, against the contract. */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { build, root, setUpPython } from '../run/setup.mjs';

const WORLDS = ['local', 'moto'];
const HELP = `Usage: npm run test:contract -- [--endpoint ${WORLDS.join('|')}]

Holds an AWS against the behaviours that the product relies on, and writes the table of
them to .cache/report/contract.md. moto runs its jobs in containers, by podman.
`;

function endpoints() {
  try {
    const options = { endpoint: { type: 'string', multiple: true }, help: { type: 'boolean' } };
    const { values } = parseArgs({ options });
    if (values.help) return undefined;
    const unknown = values.endpoint?.find((name) => !WORLDS.includes(name));
    if (unknown !== undefined) throw new Error(`no endpoint ${unknown}`);
    return values.endpoint ?? WORLDS;
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${HELP}`);
    process.exit(64);
  }
}

const asked = endpoints();
if (asked === undefined) process.stdout.write(HELP);
else {
  if (asked.includes('moto')) setUpPython(['test/requirements-moto.txt']);
  await build();
  const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const program = 'node_modules/jest/bin/jest.js';
  const args = [
    ...jest,
    program,
    '--config',
    'jest.slow.config.mjs',
    'test/contract/contract.slow',
  ];
  const env = { ...process.env, CONTRACT_ENDPOINTS: asked.join(',') };
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

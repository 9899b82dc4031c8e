/**
 * `npm run test:aws`: holds a real account against the contract. Refuses at once without credentials,
 * then sets up and goes on in main.ts. Plain JavaScript: at this moment nothing else may be there.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build, root, setUpNode } from '../../run/setup.mjs';

const { env } = process;
const region = env.AWS_REGION || env.AWS_DEFAULT_REGION;
const missing = Object.entries({
  AWS_ACCESS_KEY_ID: env.AWS_ACCESS_KEY_ID,
  AWS_SECRET_ACCESS_KEY: env.AWS_SECRET_ACCESS_KEY,
  AWS_REGION: region,
}).flatMap(([name, value]) => (value ? [] : [name]));

if (missing.length > 0) {
  const remedy = 'for example by: eval "$(aws configure export-credentials --format env)"';
  process.stderr.write(`test:aws: ${missing.join(', ')} not set; put them there, ${remedy}\n`);
  process.exitCode = 64;
} else {
  setUpNode();
  await build();
  const main = join(root, 'test', 'contract', 'account', 'main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...process.argv.slice(2)], {
    cwd: root,
    env: { ...env, AWS_REGION: region, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    stdio: 'inherit',
  });
  // The child hears of it as well, and cleans up first.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'exit');
  process.exitCode = code ?? 1;
}

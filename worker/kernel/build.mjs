/**
 * Builds the kernel:
 *
 *     node worker/kernel/build.mjs            writes what is committed
 *     node worker/kernel/build.mjs --check    fails if what is committed is not what would be written
 *
 * There is one module for each kind of host, and all of them as base64 in wasm.ts, which every tool
 * can import without a loader. Only who changes the kernel needs its compiler.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile, VARIANTS } from './compile.mjs';

const folder = dirname(fileURLToPath(import.meta.url));

/** @returns {Promise<Map<string, string | Uint8Array>>} contents of each built file by its name */
async function buildAll() {
  const files = new Map();
  let source =
    '/** Written by build.mjs: the kernel, compiled, in base64. */\nexport const MODULES = {';
  for (const [name, variant] of Object.entries(VARIANTS)) {
    const wasm = await compile('assembly/kernel.ts', name);
    files.set(`${name}.wasm`, wasm);
    const base64 = Buffer.from(wasm).toString('base64');
    source += `\n  /** For ${variant.for}. */\n  ${name}:\n    '${base64}',`;
  }
  source += '\n};\n';
  return files.set('wasm.ts', source);
}

const files = await buildAll();
if (process.argv.includes('--check')) {
  for (const [name, contents] of files) {
    const committed = await readFile(join(folder, name)).catch(() => Buffer.alloc(0));
    if (committed.equals(Buffer.from(contents))) continue;
    process.stderr.write(
      `worker/kernel/${name} is not what the source builds; run node worker/kernel/build.mjs\n`,
    );
    process.exitCode = 1;
  }
} else {
  for (const [name, contents] of files) await writeFile(join(folder, name), contents);
}

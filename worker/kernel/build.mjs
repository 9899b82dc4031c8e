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
import { createMemoryStream, main } from 'assemblyscript/asc';
import Unroll from './unroll.mjs';

const folder = dirname(fileURLToPath(import.meta.url));

/** The modules, by the name of what sets each apart. */
const VARIANTS = {
  plain: { for: 'x86_64 without relaxed SIMD (Node 20)', options: ['--use', 'ARM64=0'] },
  relaxed: {
    for: 'x86_64 with relaxed SIMD',
    options: ['--use', 'ARM64=0', '--enable', 'relaxed-simd'],
  },
  unzip: { for: 'arm64', options: ['--use', 'ARM64=1'] },
};

const OPTIONS = [
  '-O3',
  '--converge',
  '--noAssert',
  ...['--runtime', 'stub'],
  ...['--enable', 'simd'],
  ...['--initialMemory', '1'],
  // "Exchange of v128 values": they pass between the kernel's own files only, never to JavaScript.
  ...['--disableWarning', '112'],
];

/** @returns {Promise<Uint8Array>} the module */
async function compile({ options }) {
  const stderr = createMemoryStream();
  let wasm;
  const { error } = await main(
    ['assembly/kernel.ts', '--baseDir', folder, '--outFile', 'kernel.wasm', ...OPTIONS, ...options],
    {
      stderr,
      transforms: [Unroll],
      writeFile: (_name, contents) => {
        wasm = contents;
      },
    },
  );
  if (error || stderr.length > 0) throw new Error(`the kernel does not compile:\n${stderr}`);
  return wasm;
}

/** @returns {Promise<Map<string, string | Uint8Array>>} contents of each built file by its name */
async function buildAll() {
  const files = new Map();
  let source =
    '/** Written by build.mjs: the kernel, compiled, in base64. */\nexport const MODULES = {';
  for (const [name, variant] of Object.entries(VARIANTS)) {
    const wasm = await compile(variant);
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

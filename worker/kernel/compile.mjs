/** Compiles AssemblyScript of this folder. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMemoryStream, main } from 'assemblyscript/asc';
import Unroll from './unroll.mjs';

const folder = dirname(fileURLToPath(import.meta.url));

/** The modules that there are, by the name of what sets each apart. */
export const VARIANTS = {
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

/**
 * @param {string} source a file of this folder, for example `assembly/kernel.ts`
 * @param {keyof typeof VARIANTS} variant
 * @returns {Promise<Uint8Array>} the module
 * @throws {Error} with what the compiler says
 */
export async function compile(source, variant) {
  const stderr = createMemoryStream();
  let wasm;
  const { error } = await main(
    [
      source,
      ...['--baseDir', folder, '--outFile', 'out.wasm'],
      ...OPTIONS,
      ...VARIANTS[variant].options,
    ],
    {
      stderr,
      transforms: [Unroll],
      writeFile: (_name, contents) => {
        wasm = contents;
      },
    },
  );
  if (error || stderr.length > 0) throw new Error(`${source} does not compile:\n${stderr}`);
  return wasm;
}

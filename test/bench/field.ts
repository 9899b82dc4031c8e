/** Who takes part in the benchmark of the kernel, as far as this machine has it. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { python } from '../run/setup.mjs';
import { Contestant } from './contestant.ts';
import { compileNative } from './native.ts';

export const PYTHON = 'Python loop';
export const KERNEL = 'kernel (WebAssembly)';
export const NATIVE_128 = 'native C, 128 bits';
export const NATIVE = 'native C, full width';

const file = (name: string) => fileURLToPath(new URL(`contestants/${name}`, import.meta.url));

interface Part {
  readonly contestant: Contestant;
  /** Whether it counts the very points of kernel.md's definition, so that its hits are known. */
  readonly followsDefinition: boolean;
}

const inNode = (name: string, which: string) =>
  new Contestant(name, process.execPath, ['--import', 'tsx', file('counting.ts'), which]);

export const startKernel = (): Contestant => inNode(KERNEL, 'kernel');

const has = (module: string) =>
  spawnSync(python('python'), ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0;

/** @returns those who take part, slowest first, and a line for each who cannot */
export async function field(): Promise<{ contestants: Part[]; absent: string[] }> {
  const contestants: Part[] = [];
  const absent: string[] = [];
  const add = (contestant: Contestant, followsDefinition: boolean) =>
    contestants.push({ contestant, followsDefinition });

  add(new Contestant(PYTHON, python('python'), [file('loop.py')]), false);
  add(inNode('JavaScript Math.random', 'random'), false);
  add(inNode('blockwise reading (JavaScript)', 'blockwise'), true);
  for (const module of ['numpy', 'numba']) {
    if (has(module))
      add(new Contestant(module, python('python'), [file(`with_${module}.py`)]), false);
    else absent.push(`without ${module}: pip does not have it for this Python`);
  }
  add(startKernel(), true);
  const programs = [
    [NATIVE_128, compileNative('native-128', 16)],
    [NATIVE, compileNative('native-full')],
  ] as const;
  for (const [name, program] of programs) {
    if (program) add(new Contestant(name, program, []), true);
    else absent.push(`without ${name}: cc -O3 -march=native does not compile it here`);
  }
  return { contestants, absent };
}

/** The fast way of counting: the WebAssembly of worker/kernel, block by block. */
import { MODULES } from '../../kernel/wasm.ts';
import { blockParts, type CountHits, type Stream } from './stream.ts';

/** The modules that there are; all count the same hits, each is the fastest on some hosts. */
export type Variant = keyof typeof MODULES;

/** The kernel's own count: see worker/kernel/assembly/kernel.ts. */
type CountPart = (
  seedLow: number,
  seedHigh: number,
  index: number,
  blockLow: number,
  blockHigh: number,
  from: number,
  to: number,
) => number;

/** One block's count that every sound host arrives at. */
const KNOWN: { stream: Stream; first: number; count: number; hits: number } = {
  stream: { seed: 0x243f6a8885a308d3n, index: 9999 },
  first: 0,
  count: 2 ** 20,
  hits: 823_369,
};

const bytesOf = (variant: Variant): Uint8Array => Buffer.from(MODULES[variant], 'base64');

/**
 * The fastest variant on this host.
 *
 * @param arch the host's processor, as `process.arch` names it
 */
export function bestVariant(arch: string = process.arch): Variant {
  if (arch === 'arm64') return 'unzip';
  return WebAssembly.validate(bytesOf('relaxed')) ? 'relaxed' : 'plain';
}

/**
 * @returns a count of its own: two of them share no state
 * @throws {WebAssembly.CompileError} where the host cannot run this variant
 */
export function loadKernel(variant: Variant = bestVariant()): CountHits {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytesOf(variant)));
  const countPart = exports['count'] as CountPart;
  return ({ seed, index }, first, count) => {
    const seedLow = Number(seed & 0xffffffffn);
    const seedHigh = Number(seed >> 32n);
    let hits = 0;
    // One call a block: V8 replaces its first, slow code between calls, not within one.
    for (const { block, from, to } of blockParts(first, count)) {
      hits += countPart(seedLow, seedHigh, index, block, block / 2 ** 32, from, to);
    }
    return hits;
  };
}

/**
 * Has a kernel count a block whose hits are known, which takes about a millisecond.
 *
 * @returns what is wrong with this host, in words, or undefined if it counts right
 */
export function selfCheck(countHits: CountHits): string | undefined {
  const hits = countHits(KNOWN.stream, KNOWN.first, KNOWN.count);
  if (hits === KNOWN.hits) return undefined;
  return `this host computes wrongly: it counts ${hits} hits in a block that has ${KNOWN.hits}`;
}

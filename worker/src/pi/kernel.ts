/** The fast way of counting: the WebAssembly of worker/kernel, two blocks at a time. */
import { MODULES } from '../../kernel/wasm.ts';
import {
  BLOCK_SAMPLES,
  type BlockPart,
  blockParts,
  type CountHits,
  type Stream,
} from './stream.ts';

/** The modules that there are; all count the same hits, each is the fastest on some hosts. */
export type Variant = keyof typeof MODULES;

/** Where a stream and a block of it begin, as the kernel takes them. */
type Start = [
  seedLow: number,
  seedHigh: number,
  index: number,
  blockLow: number,
  blockHigh: number,
];

/** The kernel's own counts: see worker/kernel/assembly/kernel.ts. */
interface Kernel {
  /** Of a block and of the next. */
  countTwo(...start: Start): number;
  countPart(...startFromTo: [...Start, from: number, to: number]): number;
}

/** The count of two blocks that every sound host arrives at. */
const KNOWN: { stream: Stream; first: number; count: number; hits: number } = {
  stream: { seed: 0x0000000200000001n, index: 3 },
  first: 0,
  count: 2 * BLOCK_SAMPLES,
  hits: 823_781 + 823_298,
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
  const kernel = exports as unknown as Kernel;
  return ({ seed, index }, first, count) => {
    const start = (block: number): Start => [
      Number(seed & 0xffffffffn),
      Number(seed >> 32n),
      index,
      block,
      block / 2 ** 32,
    ];
    const countPart = ({ block, from, to }: BlockPart) =>
      kernel.countPart(...start(block), from, to);
    let hits = 0;
    let waiting: BlockPart | undefined;
    // One call for two blocks: V8 replaces its first, slow code between calls, not within one.
    for (const part of blockParts(first, count)) {
      if (part.to - part.from < BLOCK_SAMPLES) hits += countPart(part);
      else if (waiting === undefined) waiting = part;
      else {
        hits += kernel.countTwo(...start(waiting.block));
        waiting = undefined;
      }
    }
    return waiting === undefined ? hits : hits + countPart(waiting);
  };
}

/**
 * Has a kernel count two blocks whose hits are known, which takes about a millisecond.
 *
 * @returns what is wrong with this host, in words, or undefined if it counts right
 */
export function selfCheck(countHits: CountHits): string | undefined {
  const hits = countHits(KNOWN.stream, KNOWN.first, KNOWN.count);
  if (hits === KNOWN.hits) return undefined;
  return `this host computes wrongly: it counts ${hits} hits in two blocks that have ${KNOWN.hits}`;
}

/** Hits and outputs that every implementation of the stream must return, whatever its speed. */
import type { Stream } from '../../../worker/src/pi/stream.ts';

export const FIRST_STREAM: Stream = { seed: 0x0000000200000001n, index: 3 };

/** Hits of one block of 2^20 samples. */
export const BLOCK_HITS: readonly { stream: Stream; block: number; hits: number }[] = [
  { stream: FIRST_STREAM, block: 0, hits: 823_781 },
  { stream: FIRST_STREAM, block: 1, hits: 823_298 },
  { stream: FIRST_STREAM, block: 63, hits: 823_607 },
  { stream: { seed: 0x243f6a8885a308d3n, index: 9999 }, block: 0, hits: 823_369 },
  { stream: { seed: 0n, index: 0 }, block: 0, hits: 823_162 },
  {
    stream: { seed: 0xdeadbeef12345678n, index: 4_294_967_295 },
    block: 5_000_000_000,
    hits: 824_125,
  },
];

/** Hits of blocks 0 to 63 of the first stream. */
export const FIRST_64_BLOCKS_HITS = 52_703_521;

/** The first step of block 0 of the first stream: lanes of the first pair, then of the second. */
export const FIRST_OUTPUTS = [
  0xe878e91bd4cef09en,
  0x49d837b39eb11c76n,
  0xdc4ef31af0f34554n,
  0x453a615094a50254n,
];

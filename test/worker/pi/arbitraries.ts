import fc from 'fast-check';
import type { Stream } from '../../../worker/src/pi/stream.ts';

/** Any stream there is. */
export const streams: fc.Arbitrary<Stream> = fc.record({
  seed: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  index: fc.nat(2 ** 32 - 1),
});

import { describe, expect, it } from '@jest/globals';
import { philox4x32, type Words4 } from '../../../worker/src/pi/philox.ts';

/** Random123's kat_vectors for philox4x32 with 10 rounds. */
const VECTORS: readonly { counter: Words4; key: [number, number]; output: Words4 }[] = [
  {
    counter: [0, 0, 0, 0],
    key: [0, 0],
    output: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  },
  {
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    output: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    output: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
];

describe('philox4x32', () => {
  it.each(VECTORS)('answers $counter as Random123 does', ({ counter, key, output }) => {
    expect(philox4x32(counter, ...key)).toEqual(output);
  });
});

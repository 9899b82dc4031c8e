/**
 * Prints the hits of an array job as the exact reading of the stream's definition counts them.
 *
 *     node reference.ts ARRAY_SIZE SAMPLES SEED
 */
import { countHitsExact } from '../../worker/src/pi/exact.ts';

const given = process.argv.slice(2);
if (given.length !== 3 || given.some((text) => !/^\d+$/.test(text))) {
  process.stderr.write(
    `reference: ARRAY_SIZE SAMPLES SEED are whole numbers, not '${given.join(' ')}'\n`,
  );
  process.exit(64);
}
const [size = '', samples = '', seed = ''] = given;

let hits = 0n;
for (let index = 0; index < Number(size); index++) {
  hits += BigInt(countHitsExact({ seed: BigInt(seed), index }, 0, Number(samples)));
}
process.stdout.write(`${hits}\n`);

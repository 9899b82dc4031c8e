/** Part `demo`: the demo from end to end, its local AWS, action and children included. */
import { number, type Report } from './row.ts';
import { ROOT, runNode } from './run.ts';

const ARRAY_SIZE = 100;
const SAMPLES = 1e8;
/** What 100 children of 1e8 samples count with seed 42, on any machine. */
const HITS = '7853976364';

export async function demo(): Promise<Report> {
  const options = ['--array-size', ARRAY_SIZE, '--samples', SAMPLES, '--seed', 42].map(String);
  const { ms, output } = await runNode([`${ROOT}local/start.mjs`, ...options]);
  if (!output.replaceAll(',', '').includes(HITS)) {
    throw new Error(`the demo does not count ${HITS} hits:\n${output}`);
  }
  const note = `${number((ARRAY_SIZE * SAMPLES) / ms / 1e3)} M samples/s, start-up included`;
  const name = `demo, ${ARRAY_SIZE} children of 1e8 samples`;
  return {
    rows: [{ part: 'demo', name, value: ms / 1000, unit: 's', note }],
    ratios: {},
    lines: [],
  };
}

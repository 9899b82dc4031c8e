import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { SURELY_HIT, SURELY_MISSED } from '../../../worker/src/pi/cell.ts';

/** How many y from -2^15 to 2^15 - 1 have y² < limit. */
function rowsBelow(limit: number): number {
  if (limit <= 0) return 0;
  const greatest = Math.ceil(Math.sqrt(limit)) - 1;
  return Math.min(greatest, 2 ** 15 - 1) + 1 + Math.min(greatest, 2 ** 15);
}

/** How many cells have x² + y² from 16382·2^16 up to 16386·2^16, not included. */
function unsureCells(): number {
  let cells = 0;
  for (let x = -(2 ** 15); x < 2 ** 15; x++) {
    cells += rowsBelow(16386 * 2 ** 16 - x * x) - rowsBelow(16382 * 2 ** 16 - x * x);
  }
  return cells;
}

it.each(['plain', 'unzip'])('decides no cell of all 2^32 wrongly: the %s kernel', (variant) => {
  const script = 'test/worker/kernel/all-cells.mjs';
  const { stdout, stderr } = spawnSync(process.execPath, [script, variant], { encoding: 'utf8' });
  expect(stdout + stderr).toBe(`0 wrong, ${unsureCells()} unsure\n`);
});

it('decides no cell of all 2^32 wrongly: the blockwise reading', () => {
  // It decides by x² + y² alone, and every point of a cell lies between (|x| - 1, |y| - 1) and
  // (|x| + 1, |y| + 1): the cells of one quadrant stand for all.
  const radiusSquared = 2 ** 30;
  let wrong = 0;
  for (let x = 0; x <= 2 ** 15; x++) {
    const farX = (x + 1) ** 2;
    const nearX = Math.max(x - 1, 0) ** 2;
    for (let y = 0; y <= 2 ** 15; y++) {
      const distance = x * x + y * y;
      if (distance <= SURELY_HIT && farX + (y + 1) * (y + 1) > radiusSquared) wrong += 1;
      const nearY = y > 0 ? y - 1 : 0;
      if (distance >= SURELY_MISSED && nearX + nearY * nearY <= radiusSquared) wrong += 1;
    }
  }
  expect(wrong).toBe(0);
});

/**
 *     node test/worker/kernel/all-cells.mjs plain
 *
 * Compiles worker/kernel/assembly/all-cells.ts as the named variant, has it check all 2^32 cells, and
 * prints how many got a wrong verdict and how many were unsure.
 */
import { compile } from '../../../worker/kernel/compile.mjs';

const wasm = await compile('assembly/all-cells.ts', process.argv[2]);
const { instance } = await WebAssembly.instantiate(wasm);
const { wrongCells, unsureCells } = instance.exports;
let wrong = 0;
// By rows, so that V8 gets to replace its first, slow code.
for (let row = -(2 ** 15); row < 2 ** 15; row += 64) wrong += wrongCells(row, row + 64);
process.stdout.write(`${wrong} wrong, ${unsureCells()} unsure\n`);

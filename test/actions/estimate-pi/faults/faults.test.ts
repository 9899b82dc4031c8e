/** The table of faults: every one driven over HTTP through the built action. One line a case is printed. */
import { describe, it } from '@jest/globals';
import { attachCases } from './attach.cases.ts';
import { play, report, verify } from './case.ts';
import { doctorCases } from './doctor.cases.ts';
import { followCases } from './follow.cases.ts';
import { jobCases } from './jobs.cases.ts';
import { networkCases } from './network.cases.ts';
import { stopCases } from './stop.cases.ts';
import { submitCases } from './submit.cases.ts';

const CASES = [
  ...submitCases,
  ...networkCases,
  ...followCases,
  ...jobCases,
  ...stopCases,
  ...attachCases,
  ...doctorCases,
];

describe('the built action survives', () => {
  for (const row of CASES) {
    it.concurrent(row.name, async () => {
      const outcome = await play(row);
      try {
        verify(row, outcome);
      } catch (error) {
        process.stdout.write(`\n${row.name}:\n${outcome.lines.join('\n')}\n`);
        throw error;
      }
      process.stdout.write(`${report(row, outcome)}\n`);
    });
  }
});

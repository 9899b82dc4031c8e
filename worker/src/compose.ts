/** What was gathered of a run and what the simulation says of it, as one Summary. */
import type { Gather } from './gather.ts';
import type { Simulation } from './simulation.ts';
import type { Summary } from './summary.ts';
import { counted } from './text.ts';

/**
 * @param gather holds at least one result
 * @param size children of the array job
 * @throws {ContradictionFault} when they cannot be results of one run
 */
export function compose<Parameters, Result>(
  simulation: Simulation<Parameters, Result>,
  gather: Gather<Result>,
  { arrayJobId, size }: { readonly arrayJobId: string; readonly size: number },
): Summary {
  const results = gather.results();
  const findings = simulation.summarize(results);
  const missing = gather.missing(500);
  const absent = size - gather.received;
  const warnings = [
    ...(absent === 0 ? [] : [`no result of ${absent} of ${size} children: ${missing}`]),
    ...(gather.refused === 0
      ? []
      : [`${counted(gather.refused, 'message')} left out: no results of this run`]),
  ];
  return {
    version: 1,
    simulation: simulation.name,
    arrayJobId,
    ...findings,
    children: {
      expected: size,
      received: gather.received,
      duplicates: gather.duplicates,
      malformed: gather.refused,
      missing,
    },
    warnings: [...warnings, ...findings.warnings],
    // To the millisecond, as each child gave it.
    computeSeconds: Math.round(results.reduce((sum, { seconds }) => sum + seconds, 0) * 1e3) / 1e3,
  };
}

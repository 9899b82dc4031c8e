/** The two jobs of a run, as they are submitted. */
import type { Plan } from './plan.ts';
import type { Submission } from './ports.ts';

/** The array job, or the plain job that stands for an array of one. */
export function arraySubmission(plan: Plan, name: string): Submission {
  return {
    name,
    queue: plan.stack.jobQueue,
    definition: plan.stack.arrayDefinition,
    size: plan.size,
    parameters: plan.parameters,
    dependsOn: undefined,
    tags: plan.tags,
  };
}

/**
 * @param how `dependent` runs when every child has succeeded, `partial` at once with what is there
 */
export function summarizeSubmission(
  plan: Plan,
  name: string,
  arrayJobId: string,
  how: 'dependent' | 'partial',
): Submission {
  return {
    name,
    queue: plan.stack.jobQueue,
    definition: plan.stack.summarizeDefinition,
    size: 1,
    parameters: { arrayJob: arrayJobId, allowPartial: String(how === 'partial') },
    dependsOn: how === 'dependent' ? arrayJobId : undefined,
    tags: plan.tags,
  };
}

/** The inputs that have nothing to do with what is computed. */
import { Explained } from './array-job/fault.ts';
import type { Plan } from './array-job/plan.ts';
import { choice, decimal, type Inputs, matching } from './inputs.ts';

export interface Options {
  readonly stackName: string;
  readonly pollMs: number;
  readonly timeoutMinutes: number;
  /** Infinity when nothing that does not move is to be ended. */
  readonly stuckMs: number;
  readonly onChildFailure: 'fail' | 'partial';
  readonly wait: boolean;
  /** 0 when the cost is of no interest. */
  readonly pricePerVcpuHour: number;
  readonly attach: Plan['attach'];
}

/** A hosted job ends after six hours, whatever a step wants. */
const LONGEST_MINUTES = 7 * 24 * 60;
const STACK_NAME = /^[A-Za-z][A-Za-z0-9-]{0,127}$/;
const JOB_ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/;

/**
 * @param defaultStack the stack's name unless another is given
 * @throws {Explained} naming the input and what it may be
 */
export function readOptions(inputs: Inputs, defaultStack: string): Options {
  return {
    stackName: matching(
      inputs,
      'stack-name',
      STACK_NAME,
      'the name of a CloudFormation stack',
      defaultStack,
    ),
    pollMs: decimal(inputs, 'poll-seconds', { least: 0.2, most: 300, otherwise: 5 }) * 1000,
    timeoutMinutes: decimal(inputs, 'timeout-minutes', {
      least: 0.1,
      most: LONGEST_MINUTES,
      otherwise: 60,
    }),
    stuckMs:
      (decimal(inputs, 'stuck-minutes', { least: 0, most: LONGEST_MINUTES, otherwise: 15 }) ||
        Infinity) * 60_000,
    onChildFailure: choice(inputs, 'on-child-failure', ['fail', 'partial']),
    wait: choice(inputs, 'wait', ['true', 'false']) === 'true',
    pricePerVcpuHour: decimal(inputs, 'price-per-vcpu-hour', {
      least: 0,
      most: 1_000,
      otherwise: 0,
    }),
    attach: readAttach(inputs),
  };
}

function readAttach(inputs: Inputs): Plan['attach'] {
  const jobId = (name: string) => matching(inputs, name, JOB_ID, 'the id of a Batch job', '');
  const [arrayJobId, summarizeJobId] = [jobId('array-job-id'), jobId('summarize-job-id')];
  if (arrayJobId !== '') return summarizeJobId ? { arrayJobId, summarizeJobId } : { arrayJobId };
  if (summarizeJobId === '') return undefined;
  throw new Explained('Input summarize-job-id: needs array-job-id as well');
}

/** A run that an error broke: whether it goes on, and what to tell. */
import { queueIsOff } from './diagnose.ts';
import type { Ending } from './ending.ts';
import { examine } from './examine.ts';
import { failed } from './explain.ts';
import { CallFault, Explained, kindOf, messageOf, Stop, Stuck } from './fault.ts';
import type { Ledger } from './ledger.ts';
import type { Plan } from './plan.ts';
import type { Deps } from './ports.ts';

/** @returns how a run ends that an error broke */
export async function broken(
  thrown: unknown,
  plan: Plan,
  ledger: Ledger,
  signal: AbortSignal,
  deps: Deps,
): Promise<Ending> {
  const error = signal.aborted && !(thrown instanceof Stop) ? signal.reason : thrown;
  const { arrayJobId, summarizeJobId } = ledger.entry;
  if (error instanceof Stop) return failed(error);
  if (kindOf(error) === 'expired' && arrayJobId !== undefined) {
    return {
      kind: 'adrift',
      cause: `The AWS credentials have expired; the run goes on without this step. (${messageOf(error)})`,
      remedy: `Attach to it with fresh credentials: ${attachInputs(arrayJobId, summarizeJobId)}`,
    };
  }
  if (error instanceof Stuck) return { ...failed(error), kind: 'stuck' };
  try {
    return failed(await refusal(error, plan, signal, deps));
  } catch (stop) {
    return failed(stop);
  }
}

/** @returns the inputs with which another step takes the run up */
export function attachInputs(arrayJobId: string, summarizeJobId: string | undefined): string {
  const second = summarizeJobId === undefined ? '' : `, summarize-job-id: ${summarizeJobId}`;
  return `array-job-id: ${arrayJobId}${second}`;
}

/**
 * A queue that takes no jobs refuses them: ask it why.
 *
 * @throws only the signal's reason
 */
async function refusal(
  error: unknown,
  { stack }: Plan,
  signal: AbortSignal,
  deps: Deps,
): Promise<unknown> {
  const refused = error instanceof CallFault && error.kind === 'refused';
  if (!refused || error.call !== 'batch:SubmitJob') return error;
  const run = { jobQueue: stack.jobQueue, jobIds: [], statusReasons: [] };
  const diagnosis = queueIsOff(await examine(run, signal, deps));
  return diagnosis === undefined ? error : new Explained(diagnosis.cause, diagnosis.remedy);
}

/** Runs an array job and the job that summarizes it. Whatever happens, nothing is left behind unsaid. */

import { attachTo } from './attach.ts';
import { attachInputs, broken } from './broken.ts';
import { type Ended, endRun } from './cancel.ts';
import { takeCensus } from './census.ts';
import { printDigest } from './digest.ts';
import { type Ending, isWell } from './ending.ts';
import { messageOf } from './fault.ts';
import { gather } from './gather.ts';
import type { Ledger } from './ledger.ts';
import type { Plan } from './plan.ts';
import { type Deps, isOver, type Job } from './ports.ts';
import { checkImage } from './preflight.ts';
import { strayHunt } from './strays.ts';
import { arraySubmission, summarizeSubmission } from './submission.ts';
import { submitOnce } from './submit.ts';

/** How long ending a run puts up with faults: a cancelled step has 7.5 s until SIGTERM. */
const HURRIED_MS = 2_000;
const UNHURRIED_MS = 30_000;

/** @returns how it ended; never throws */
export async function runArrayJob(
  plan: Plan,
  ledger: Ledger,
  signal: AbortSignal,
  deps: Deps,
): Promise<Ending> {
  let ending: Ending;
  let seen: readonly Job[] = [];
  const look = (jobs: readonly Job[]) => {
    seen = jobs;
  };
  try {
    ending = await submitAndGather(plan, look, ledger, signal, deps);
  } catch (error) {
    const { arrayJobId, summarizeJobId } = ledger.entry;
    const array = seen.find(({ id }) => id === arrayJobId);
    const summarize = seen.find(({ id }) => id === summarizeJobId);
    ending = {
      ...(await broken(error, plan, ledger, signal, deps)),
      ...(array === undefined ? {} : { array }),
      ...(summarize === undefined ? {} : { summarize }),
    };
  }
  if (ending.kind === 'detached') return ending;
  if (ending.kind === 'adrift') {
    save(ledger, { phase: 'detached' }, deps);
    return ending;
  }
  if (ending.failures !== undefined) printDigest(ending.failures, deps.report);
  return withCensus(await finish(ending, ledger, deps), signal, deps);
}

/** Leaves nothing behind. What could not be ended stays written down for `post`. */
async function finish(ending: Ending, ledger: Ledger, deps: Deps): Promise<Ending> {
  const over = [ending.array, ending.summarize].flatMap((job) =>
    job && isOver(job) ? job.id : [],
  );
  save(ledger, { phase: 'ending', over, well: isWell(ending) }, deps);
  const budgetMs = ending.kind === 'cancelled' ? HURRIED_MS : UNHURRIED_MS;
  const ended = await endRun(ledger.entry, { reason: ending.cause, budgetMs }, deps);
  for (const id of ended.terminated) deps.report.line(`Terminated ${id}`);
  for (const failure of ended.undone) deps.report.warning(`Could not ${failure}`);
  if (ended.undone.length === 0 && ended.unseen.length === 0) save(ledger, { phase: 'over' }, deps);
  if (ending.kind !== 'cancelled' && ending.kind !== 'timed-out') return ending;
  return { ...ending, cause: `${ending.cause}; ${whatBecame(ended)}` };
}

function whatBecame({ terminated, left, unseen }: Ended): string {
  if (left.length > 0 || unseen.length > 0) {
    return 'the run could not be ended yet, which the end of the job tries again';
  }
  return terminated.length > 0 ? 'the run was ended' : 'no job was left to end';
}

/** A state that cannot be written must not keep the jobs from being ended. */
function save(ledger: Ledger, change: Parameters<Ledger['note']>[0], { report }: Deps): void {
  try {
    ledger.note(change);
  } catch (error) {
    report.warning(`What the end of the job needs to know was not saved: ${messageOf(error)}`);
  }
}

async function submitAndGather(
  plan: Plan,
  seen: (jobs: readonly Job[]) => void,
  ledger: Ledger,
  signal: AbortSignal,
  deps: Deps,
): Promise<Ending> {
  const since = deps.clock.now();
  const { attach, stack } = plan;
  const attached = attach && (await attachTo(attach, stack, signal, deps));
  if (attach === undefined) await checkImage(stack.image, signal, deps);
  else ledger.note(attach);
  const arrayJobId = attach?.arrayJobId ?? (await submitArray(plan, ledger, signal, deps));
  const summarizeJobId =
    attach?.summarizeJobId ?? (await submitSummarize(plan, arrayJobId, ledger, signal, deps));
  if (!plan.wait) {
    await strayHunt(ledger, deps)();
    ledger.note({ phase: 'detached' });
    const inputs = attachInputs(arrayJobId, summarizeJobId);
    return { kind: 'detached', cause: `The run goes on by itself. To attach to it: ${inputs}` };
  }
  const { size, arrayIsOver } = attached ?? { size: plan.size, arrayIsOver: false };
  const run = { arrayJobId, summarizeJobId, size, arrayIsOver, since, seen };
  return gather(run, plan, ledger, signal, deps);
}

async function submitArray(plan: Plan, ledger: Ledger, signal: AbortSignal, deps: Deps) {
  const { array } = ledger.entry.names;
  const id = await submitOnce(arraySubmission(plan, array), 'arrayJobId', ledger, signal, deps);
  const what = plan.size === 1 ? 'Plain job' : 'Array job';
  deps.report.line(`${what} ${id} is submitted as ${array}`);
  return id;
}

async function submitSummarize(
  plan: Plan,
  arrayJobId: string,
  ledger: Ledger,
  signal: AbortSignal,
  deps: Deps,
): Promise<string> {
  const { summarize } = ledger.entry.names;
  const submission = summarizeSubmission(plan, summarize, arrayJobId, 'dependent');
  const id = await submitOnce(submission, 'summarizeJobId', ledger, signal, deps);
  deps.report.line(`Summarize ${id} starts when every child has succeeded`);
  return id;
}

/** For the page alone: what cannot be had is left out. */
async function withCensus(ending: Ending, signal: AbortSignal, deps: Deps): Promise<Ending> {
  const { array } = ending;
  if (array === undefined || !isOver(array) || signal.aborted) return ending;
  try {
    return { ...ending, census: await takeCensus(array, signal, deps) };
  } catch (error) {
    deps.report.line(`The children's times could not be read (${messageOf(error)})`);
    return ending;
  }
}

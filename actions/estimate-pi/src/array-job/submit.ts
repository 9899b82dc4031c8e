/**
 * Submits once. SubmitJob has no idempotency token: after a lost reply the job may exist or not, and only
 * its name tells.
 */
import { kindOf } from './fault.ts';
import type { Entry, Ledger } from './ledger.ts';
import type { Deps, Submission } from './ports.ts';
import { backoff, mayPass, persist } from './retry.ts';

/** How long a job whose submission got no answer is looked for before it is submitted again. */
const LOOK_MS = 30_000;
const LOOK_EVERY_MS = 2_000;
/** How long throttling and faults are put up with. */
const PATIENCE_MS = 5 * 60_000;
/** How long an answer is still waited for once the action has to stop. */
const GRACE_MS = 2_000;

/** Which job of a run a submission makes. */
export type Role = 'arrayJobId' | 'summarizeJobId';

/**
 * @returns the id of the one job that has this submission's name; the ledger holds it already
 * @throws {CallFault} when Batch refuses it
 * @throws the signal's reason; the ledger then holds the name if a job may exist
 */
export async function submitOnce(
  submission: Submission,
  role: Role,
  ledger: Ledger,
  signal: AbortSignal,
  deps: Deps,
): Promise<string> {
  const { clock, random } = deps;
  const started = clock.now();
  const sender = new Sender(submission, role, ledger, signal, deps);
  for (let attempt = 0; ; attempt++) {
    signal.throwIfAborted();
    try {
      return await sender.send();
    } catch (error) {
      signal.throwIfAborted();
      if (!mayPass(error) || clock.now() - started >= PATIENCE_MS) throw error;
      const found =
        kindOf(error) === 'uncertain' ? await find(submission, signal, deps) : undefined;
      if (found !== undefined) {
        ledger.note(played(role, found));
        return found;
      }
      await clock.sleep(backoff(attempt, random), signal);
    }
  }
}

const played = (role: Role, id: string): Partial<Entry> =>
  role === 'arrayJobId' ? { arrayJobId: id } : { summarizeJobId: id };

/**
 * Keeps the ledger's doubts. A name is written down before the call, so that whoever is killed during it leaves
 * something to look for. An answer strikes it out and puts the id in its place, in one write; after an earlier
 * reply was lost the name stays.
 */
class Sender {
  readonly #submission: Submission;
  readonly #role: Role;
  readonly #ledger: Ledger;
  readonly #signal: AbortSignal;
  readonly #deps: Deps;
  #lost = false;

  constructor(submission: Submission, role: Role, ledger: Ledger, signal: AbortSignal, deps: Deps) {
    this.#submission = submission;
    this.#role = role;
    this.#ledger = ledger;
    this.#signal = signal;
    this.#deps = deps;
  }

  async send(): Promise<string> {
    const { uncertain } = this.#ledger.entry;
    const { name } = this.#submission;
    if (!uncertain.includes(name)) this.#ledger.note({ uncertain: [...uncertain, name] });
    let id: string;
    try {
      id = await withGrace(
        () => this.#deps.batch.submit(this.#submission),
        this.#signal,
        this.#deps,
      );
    } catch (error) {
      this.#lost ||= this.#signal.aborted || kindOf(error) === 'uncertain';
      if (!this.#lost) this.#ledger.note(this.#withoutDoubt());
      throw error;
    }
    const doubts = this.#lost ? {} : this.#withoutDoubt();
    this.#ledger.note({ ...played(this.#role, id), ...doubts });
    return id;
  }

  #withoutDoubt(): Pick<Entry, 'uncertain'> {
    const { name } = this.#submission;
    return { uncertain: this.#ledger.entry.uncertain.filter((other) => other !== name) };
  }
}

/** Lists are eventually consistent, so a job that is not there yet gets some time to appear. */
async function find(
  { queue, name }: Submission,
  signal: AbortSignal,
  deps: Deps,
): Promise<string | undefined> {
  const { batch, clock, report } = deps;
  report.line(`No answer to the submission of ${name}: looking for it by name`);
  const deadline = clock.now() + LOOK_MS;
  for (;;) {
    const [job] = await persist(() => batch.named(queue, name, signal), {
      ...deps,
      signal,
      patienceMs: PATIENCE_MS,
    });
    if (job !== undefined) return job.id;
    if (clock.now() >= deadline) break;
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
  report.line(`There is no ${name} after ${LOOK_MS / 1000} s: submitting it again`);
  return undefined;
}

/** Leaves a submission that is on its way the time to be answered: its id is worth more than seconds. */
async function withGrace<T>(
  call: () => Promise<T>,
  signal: AbortSignal,
  { clock }: Deps,
): Promise<T> {
  const answered = new AbortController();
  const pending = call().finally(() => answered.abort());
  const graceOver = new Promise<never>((_, reject) => {
    const stop = () =>
      clock.sleep(GRACE_MS, answered.signal).then(
        () => reject(signal.reason),
        () => {},
      );
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true, signal: answered.signal });
  });
  pending.catch(() => {});
  return Promise.race([pending, graceOver]);
}

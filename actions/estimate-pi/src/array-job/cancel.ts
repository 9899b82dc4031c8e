/** Ends everything that belongs to a run, by id where it is known and by name where it is not. */
import { kindOf, messageOf } from './fault.ts';
import type { Entry } from './ledger.ts';
import { resultsQueue } from './names.ts';
import { type Deps, isOver } from './ports.ts';
import { persist } from './retry.ts';

/** Batch shows the reason as the job's statusReason, at most 1,024 characters. */
const LONGEST_REASON = 1_000;
const LOOK_EVERY_MS = 500;
/** What the last try gets beyond the budget. */
const ANSWER_MS = 1_000;

export interface Terms {
  /** For the jobs' statusReason. */
  readonly reason: string;
  /**
   * How long, all in all, passing faults are put up with and a job that nobody has seen yet is looked for;
   * after it everything is tried once more.
   */
  readonly budgetMs: number;
}

export interface Ended {
  /** Jobs whose termination Batch has accepted. */
  readonly terminated: readonly string[];
  /** Jobs, by id or in words, whose termination it has not: they may be running. */
  readonly left: readonly string[];
  /** What could not be done, in words. */
  readonly undone: readonly string[];
  /** Names whose submission got no answer, and of which there is no job so far. */
  readonly unseen: readonly string[];
}

/** Terminates the run's jobs first, all at once, then deletes its queue. Never throws. */
export async function endRun(entry: Entry, terms: Terms, deps: Deps): Promise<Ended> {
  const work = new Work(entry, terms, deps);
  const byId = work.known.filter((id) => !entry.over.includes(id)).map((id) => work.terminate(id));
  await Promise.all([...byId, work.strays()]);
  if (entry.arrayJobId !== undefined) await work.deleteQueue(entry.arrayJobId);
  return work;
}

/** Terminates what goes by the run's names without being one of its jobs. Never throws. */
export async function endStrays(entry: Entry, terms: Terms, deps: Deps): Promise<Ended> {
  const work = new Work(entry, terms, deps);
  await work.strays();
  return work;
}

class Work implements Ended {
  readonly terminated: string[] = [];
  readonly left: string[] = [];
  readonly undone: string[] = [];
  readonly unseen: string[] = [];
  readonly known: readonly string[];
  readonly #entry: Entry;
  readonly #terms: Terms;
  readonly #deps: Deps;
  readonly #deadline: number;

  constructor(entry: Entry, terms: Terms, deps: Deps) {
    this.#entry = entry;
    this.#terms = terms;
    this.#deps = deps;
    this.#deadline = deps.clock.now() + terms.budgetMs;
    this.known = [entry.arrayJobId, entry.summarizeJobId].filter((id) => id !== undefined);
  }

  async terminate(id: string): Promise<void> {
    const { batch } = this.#deps;
    const reason = this.#terms.reason.slice(0, LONGEST_REASON);
    const done = await this.#attempt(`terminate job ${id}`, async () => {
      await batch.terminate(id, reason);
      this.terminated.push(id);
    });
    if (!done) this.left.push(id);
  }

  async deleteQueue(arrayJobId: string): Promise<void> {
    const name = resultsQueue(this.#entry.resultsQueuePrefix, arrayJobId);
    await this.#attempt(`delete queue ${name}`, () => this.#deps.queues.remove(name));
  }

  async strays(): Promise<void> {
    const { names, uncertain } = this.#entry;
    await Promise.all(
      uncertain.map(async (name) => {
        let found: readonly string[] = [];
        const done = await this.#attempt(`look for a job named ${name}`, async () => {
          found = await this.#lookFor(name);
        });
        if (!done) this.left.push(`a job named ${name}`);
        const others = found.filter((id) => !this.known.includes(id));
        await Promise.all(others.map((id) => this.terminate(id)));
        if (name === names.array) await Promise.all(others.map((id) => this.deleteQueue(id)));
      }),
    );
  }

  /** Lists are eventually consistent: a job that was just submitted may not be in them yet. */
  async #lookFor(name: string): Promise<string[]> {
    const { batch, clock } = this.#deps;
    for (;;) {
      const jobs = await batch.named(this.#entry.jobQueue, name);
      if (jobs.length > 0) return jobs.filter((job) => !isOver(job)).map(({ id }) => id);
      if (clock.now() >= this.#deadline) {
        this.unseen.push(name);
        return [];
      }
      await clock.sleep(LOOK_EVERY_MS);
    }
  }

  /**
   * A call that is not answered must not hold up the others: the step may be killed any second.
   *
   * @returns whether it is done, or there was nothing to do it to
   */
  async #attempt(what: string, call: () => Promise<unknown>): Promise<boolean> {
    const { clock, random } = this.#deps;
    const patienceMs = Math.max(0, this.#deadline - clock.now());
    const over = new AbortController();
    const { signal } = over;
    const late = clock
      .sleep(patienceMs + ANSWER_MS, signal)
      .then(() => Promise.reject(new Error('no answer in time')));
    try {
      await Promise.race([persist(call, { clock, random, signal, patienceMs }), late]);
      return true;
    } catch (error) {
      if (kindOf(error) === 'missing') return true;
      this.undone.push(`${what} (${messageOf(error)})`);
      return false;
    } finally {
      late.catch(() => {});
      over.abort();
    }
  }
}

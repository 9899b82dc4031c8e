/**
 * What is known of a run, written down the moment it is known: whoever comes after a kill finds every
 * job again by its id or, if the reply was lost, by its name.
 */
import type { JobNames } from './names.ts';

export interface Entry {
  readonly names: JobNames;
  /** The Batch job queue that the names are looked up in. */
  readonly jobQueue: string;
  readonly resultsQueuePrefix: string;
  readonly arrayJobId?: string;
  /** The newest one. */
  readonly summarizeJobId?: string;
  /** Names whose submission was not answered: a job of that name may turn up twice. */
  readonly uncertain: readonly string[];
  /** Ids of jobs that are known to have ended. */
  readonly over: readonly string[];
  /** Whether the run gave what was wanted, once it is being ended. */
  readonly well: boolean;
  /**
   * `going`: jobs may be running that nobody else will end. `ending`: they are being ended. `over`: every one
   * has ended or been told to. `detached`: they run on by intention.
   */
  readonly phase: 'going' | 'ending' | 'over' | 'detached';
}

export class Ledger {
  #entry: Entry;
  readonly #write: (entry: Entry) => void;

  /** @param write makes an entry last; called at once and at every change; what it throws, they throw */
  constructor(entry: Entry, write: (entry: Entry) => void) {
    this.#entry = entry;
    this.#write = write;
    write(entry);
  }

  get entry(): Entry {
    return this.#entry;
  }

  note(change: Partial<Entry>): void {
    this.#entry = { ...this.#entry, ...change };
    this.#write(this.#entry);
  }
}

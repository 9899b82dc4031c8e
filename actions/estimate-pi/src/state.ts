/** What `main` leaves for `post`, in the runner's saved state. */
import { getState, saveState } from '@actions/core';
import * as v from 'valibot';
import type { Entry } from './array-job/ledger.ts';

const MAIN_HAS_RUN = 'main-has-run';
const ENTRY = 'entry';

const Saved = v.object({
  names: v.object({ array: v.string(), summarize: v.string(), partial: v.string() }),
  jobQueue: v.string(),
  resultsQueuePrefix: v.string(),
  arrayJobId: v.exactOptional(v.string()),
  summarizeJobId: v.exactOptional(v.string()),
  uncertain: v.array(v.string()),
  over: v.array(v.string()),
  well: v.boolean(),
  phase: v.picklist(['going', 'ending', 'over', 'detached']),
});

/** @returns whether this process is the `post` of its step; the first call says no */
export function isPost(): boolean {
  if (getState(MAIN_HAS_RUN) === 'true') return true;
  saveState(MAIN_HAS_RUN, 'true');
  return false;
}

/** Lasts at once: the runner's state is a file that is appended to. */
export function saveEntry(entry: Entry): void {
  saveState(ENTRY, entry);
}

/** @returns undefined when `main` never got as far as to submit anything */
export function savedEntry(): Entry | undefined {
  const text = getState(ENTRY);
  return text === '' ? undefined : v.parse(Saved, JSON.parse(text));
}

/** Names that find a job again when the reply that held its id is lost. */

export interface JobNames {
  readonly array: string;
  readonly summarize: string;
  /** The second summarize job, of what an array with failed children left. */
  readonly partial: string;
}

/** Batch allows 128 letters, digits, `-` and `_`. */
const LONGEST = 128;

/**
 * @param prefix what is computed
 * @param run the workflow run's id and attempt, the same for every step of a job and every job of a matrix
 * @param nonce tells those apart
 * @returns names that no other invocation uses
 */
export function jobNames(prefix: string, run: string, nonce: string): JobNames {
  const clean = (text: string) => text.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^[-_]+/, '');
  const room = LONGEST - nonce.length - '-summarize-partial-'.length;
  const base = `${clean(`${prefix}-${run}`).slice(0, room)}-${nonce}`;
  return { array: base, summarize: `${base}-summarize`, partial: `${base}-summarize-partial` };
}

/** @returns the name of the queue that holds one run's results */
export function resultsQueue(prefix: string, arrayJobId: string): string {
  return `${prefix}-results-${arrayJobId}`;
}

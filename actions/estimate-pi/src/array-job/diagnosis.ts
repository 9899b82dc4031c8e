/** Why a run does not move, and what to do about it. */
export interface Diagnosis {
  /** One sentence: why. */
  readonly cause: string;
  /** One or two sentences: what to do. */
  readonly remedy: string;
  /** Whether the run only waits for its turn, so that it will move by itself. */
  readonly waiting: boolean;
}

/** @returns why a run will not move by itself */
export function stuck(cause: string, remedy: string): Diagnosis {
  return { cause, remedy, waiting: false };
}

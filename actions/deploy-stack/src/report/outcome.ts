/** What a command has come to, as data: the outputs, the report and the last line are made of it. */
import type { Section } from '../failure.ts';
import type { Stack } from '../stack/stack.ts';

export type Verdict =
  | 'changes'
  | 'no-changes'
  | 'new-stack'
  | 'blocked'
  | 'applied'
  | 'unchanged'
  | 'in-sync'
  | 'drifted'
  | 'healed'
  | 'no-stack'
  | 'deleted'
  | 'swept';

export interface Outcome {
  readonly verdict: Verdict;
  /** One sentence, for the log, the notice and the head of the report. */
  readonly headline: string;
  /** Markdown table of changes or of drift, empty for none. */
  readonly changes: string;
  readonly sections: readonly Section[];
  /** The stack at the end. */
  readonly stack?: Stack | undefined;
}

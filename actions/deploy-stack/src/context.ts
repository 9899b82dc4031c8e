/** What every command works with; all of it is passed in. */
import type { Clients } from './aws/clients.ts';
import type { Patience } from './patience.ts';

/** What is written to the log of the step. */
export interface Log {
  info(line: string): void;
  /** Shown as an annotation of the run as well. */
  warning(line: string): void;
}

/** What the step's `post` needs in order to clean up; undefined when there is nothing. */
export interface Unfinished {
  readonly stackName: string;
  readonly changeSetName: string;
  /** There was no stack, so the change set has made an empty one. */
  readonly makesShell: boolean;
}

export interface Context {
  readonly clients: Clients;
  readonly patience: Patience;
  readonly log: Log;
  /** Never the same twice: letters, digits and hyphens, beginning with a letter. */
  unique(purpose: string): string;
  remember(unfinished: Unfinished | undefined): void;
}

/** What is to be run and how, decided before anything is called. Says nothing of what is computed. */

/** What the stack made, by its outputs. */
export interface Stack {
  readonly name: string;
  readonly jobQueue: string;
  readonly arrayDefinition: string;
  readonly summarizeDefinition: string;
  readonly resultsQueuePrefix: string;
  readonly logGroup: string;
  /** By digest, if the stack says. */
  readonly image: string | undefined;
}

export interface Plan {
  readonly stack: Stack;
  /** 1 is a plain job, otherwise 2..10,000. */
  readonly size: number;
  /** Of the children; what is not named here is left to the job definition. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly pollMs: number;
  /** Whether children that fail end the run, or are left out. */
  readonly onChildFailure: 'fail' | 'partial';
  /** How long nothing may move before the run is given up; Infinity for ever. */
  readonly stuckMs: number;
  /** Whether to stay until the end. */
  readonly wait: boolean;
  /** A run that already goes on. */
  readonly attach: { readonly arrayJobId: string; readonly summarizeJobId?: string } | undefined;
}

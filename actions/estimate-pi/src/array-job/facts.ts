/** What can be found out about a run that does not move. Every part may be unknown: a role may not read it. */

export interface QueueState {
  readonly name: string;
  readonly enabled: boolean;
  readonly valid: boolean;
  readonly statusReason: string | undefined;
  /** ARNs, in the order in which Batch tries them. */
  readonly environments: readonly string[];
}

export interface EnvironmentState {
  readonly name: string;
  readonly enabled: boolean;
  readonly valid: boolean;
  readonly statusReason: string | undefined;
  readonly maxvCpus: number | undefined;
  /** What Batch asks EC2 for at the moment. */
  readonly desiredvCpus: number | undefined;
  readonly instanceTypes: readonly string[];
  readonly subnets: readonly string[];
}

export interface SubnetState {
  readonly id: string;
  /** Where 0.0.0.0/0 leads: an id such as `igw-...` or `nat-...`, or words; undefined when nowhere. */
  readonly way: string | undefined;
  /** Whether instances get a public address of their own. */
  readonly publicAddresses: boolean;
}

export interface Facts {
  /** What Batch says of the jobs themselves. */
  readonly statusReasons: readonly string[];
  readonly queue?: QueueState;
  readonly environments?: readonly EnvironmentState[];
  /** Jobs of others before the first of this run, as far as Batch shows the line. */
  readonly ahead?: number;
  readonly subnets?: readonly SubnetState[];
  /** Permissions that the role lacks, and calls that failed. */
  readonly unread: readonly string[];
}

/** Asks AWS about everything that a job needs in order to start. Rejects with a CallFault. */
export interface InspectPort {
  queue(arn: string, signal: AbortSignal): Promise<QueueState | undefined>;
  environments(arns: readonly string[], signal: AbortSignal): Promise<EnvironmentState[]>;
  /** Ids of the first jobs in line, the next one first. */
  front(queueArn: string, signal: AbortSignal): Promise<string[]>;
  subnets(ids: readonly string[], signal: AbortSignal): Promise<SubnetState[]>;
  /** @returns undefined when the registry is none that can be asked */
  imageExists(uri: string, signal: AbortSignal): Promise<boolean | undefined>;
}

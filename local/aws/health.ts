/** What is wrong with this AWS, for those who want to see how it is noticed. Nothing, by default. */
export interface Health {
  /** Nothing starts; what Batch says of the first job in line, or nothing if it is empty. */
  readonly stuck?: string;
  readonly computeEnvironment?: Condition;
  readonly jobQueue?: Condition;
  /** How instances reach the world; by default through a gateway, with public addresses. */
  readonly network?: {
    /** Where 0.0.0.0/0 leads, for example `igw-...` or `nat-...`; absent when nowhere. */
    readonly way?: string;
    readonly publicAddresses: boolean;
  };
  /** Whether the registry has no image at all. */
  readonly imagesMissing?: boolean;
}

/** Of a compute environment or a queue. What is absent is as the template says, or as it should be. */
export interface Condition {
  readonly state?: 'ENABLED' | 'DISABLED';
  readonly status?: 'VALID' | 'INVALID';
  readonly statusReason?: string;
}

/** @returns whether anything that needs this can start */
export function isWell({ state, status }: Condition): boolean {
  return state !== 'DISABLED' && status !== 'INVALID';
}

/** What a test says of the account that the action meets. */
import type { Answer, Input } from './http.ts';

export interface EventSpec {
  readonly resource: string;
  readonly type?: string;
  readonly status: string;
  readonly reason?: string;
  /** Seconds after the beginning; events without one come in the order of their steps. */
  readonly at?: number;
  /** It belongs to another's operation. */
  readonly isForeign?: boolean;
}

/** What the next look at the stack finds. */
export interface Step {
  readonly status: string;
  readonly reason?: string;
  readonly events?: readonly EventSpec[];
}

export interface StackSpec {
  readonly status: string;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly parameters?: readonly string[];
  readonly isProtected?: boolean;
  /** Steps that an operation of somebody else still takes. */
  readonly going?: readonly Step[];
}

export interface ChangeSpec {
  readonly Action: string;
  readonly LogicalResourceId: string;
  readonly ResourceType: string;
  readonly Replacement?: string;
  readonly Details?: readonly object[];
}

export interface DriftSpec {
  readonly detection?: string;
  readonly reason?: string;
  readonly drift?: string;
  readonly resources?: readonly object[];
}

export interface Scene {
  readonly stack?: StackSpec;
  /** What every change set holds; text is the reason why there is none. */
  readonly changes?: readonly ChangeSpec[] | string;
  readonly onExecute?: readonly Step[];
  readonly onContinue?: readonly Step[];
  /** One list of steps for each DeleteStack. */
  readonly onDelete?: readonly (readonly Step[])[];
  /** One for each detection; the last one goes for all that follow. */
  readonly drifts?: readonly DriftSpec[];
  readonly resources?: readonly object[];
  /** Why validation turned a change set down. */
  readonly validation?: readonly object[];
  /** Whether the call is done, but its reply lost. */
  readonly loses?: (action: string, nth: number) => boolean;
  /** Answers of Batch and SQS, and faults of anything; undefined leaves it to the account. */
  readonly answer?: (action: string, nth: number, input: Input) => Answer | undefined;
}

/** What a call is and what becomes of it; tests come between the two through `Intercept`. */
import type { AwsError } from '../error.ts';
import type { Input, Output } from '../service.ts';

export interface Call {
  /** For example `batch`; `unknown` for a request of no service that there is here. */
  readonly service: string;
  /** For example `SubmitJob`. */
  readonly operation: string;
  readonly input: Input;
}

/** An answer of the service, an HTTP answer that no service gave, or a connection that breaks. */
export type Reply =
  | { readonly kind: 'output'; readonly output: Output }
  | { readonly kind: 'error'; readonly error: AwsError }
  | {
      readonly kind: 'raw';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: 'drop' };

/**
 * Comes between a call and its handler. `next` runs the handler: not called, nothing happens; called
 * and its reply thrown away, the call happened and its caller never hears; called twice, it happened
 * twice. Awaiting anything delays the reply.
 */
export type Intercept = (call: Call, next: () => Promise<Reply>) => Promise<Reply>;

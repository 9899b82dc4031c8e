/** What the HTTP server asks of a service: handlers by operation, and the protocol it speaks. */
import * as v from 'valibot';
import { AwsError } from './error.ts';

export type Input = Readonly<Record<string, unknown>>;
export type Output = Readonly<Record<string, unknown>>;

/**
 * Answers one call.
 *
 * @param signal aborted when the caller has hung up: a long poll need not go on
 * @throws {AwsError} what the caller is told
 */
export type Handler = (input: Input, signal: AbortSignal) => Output | Promise<Output>;

export type ServiceName = 'batch' | 'sqs' | 'logs' | 'cloudformation' | 'ecr' | 'ec2';

export interface Service {
  readonly name: ServiceName;
  /** Every operation that is answered, by the name the SDK gives it. */
  readonly handlers: Readonly<Record<string, Handler>>;
}

/**
 * A handler whose input is checked first. Members that the schema does not name are refused rather
 * than ignored: what this AWS does not model must not look as if it worked.
 *
 * @param code the error code that the service uses for bad input
 */
export function handler<Shape extends v.ObjectEntries>(
  entries: Shape,
  code: string,
  answer: (
    input: v.InferOutput<v.StrictObjectSchema<Shape, undefined>>,
    signal: AbortSignal,
  ) => Output | Promise<Output>,
): Handler {
  const schema = v.strictObject(entries);
  return (input, signal) => {
    const parsed = v.safeParse(schema, input);
    if (parsed.success) return answer(parsed.output, signal);
    const [issue] = parsed.issues;
    const path = v.getDotPath(issue) ?? 'input';
    const unknown = issue.expected === 'never';
    throw new AwsError(
      code,
      unknown
        ? `${path} is not known to the local AWS; it models ${Object.keys(entries).join(', ')}`
        : `${path}: ${issue.message}`,
    );
  };
}

/** A result on its way: one SQS message from one child, in one schema that both ends share. */
import * as v from 'valibot';

/** Children of an array job; 1 is a plain job. */
export const MAX_ARRAY_SIZE = 10_000;

/** Thirty years: beyond it a time is nonsense, and the sum over the children might be endless. */
const MAX_SECONDS = 1e9;

const positive = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/**
 * The envelope around a simulation's own result.
 *
 * @param result the schema of what the simulation sends
 */
export function resultMessage<Result>(result: v.GenericSchema<unknown, Result>) {
  return v.object({
    version: v.literal(1),
    simulation: v.string(),
    arrayJobId: v.pipe(v.string(), v.minLength(1)),
    index: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MAX_ARRAY_SIZE - 1)),
    attempt: positive,
    /** Seconds of computing; differs from attempt to attempt and is no part of the result. */
    seconds: v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(MAX_SECONDS)),
    result,
  });
}

export type ResultMessage<Result> = {
  readonly version: 1;
  readonly simulation: string;
  readonly arrayJobId: string;
  readonly index: number;
  readonly attempt: number;
  readonly seconds: number;
  readonly result: Result;
};

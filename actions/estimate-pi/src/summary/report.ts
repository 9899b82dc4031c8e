/** Everything that the page is made from. */
import type { Ending } from '../array-job/ending.ts';

export interface Report {
  readonly ending: Ending;
  /** What was to run, in a few words. */
  readonly title: string;
  readonly stackName: string;
  readonly region: string | undefined;
  /** Whether the region is one of AWS's own, with a console. */
  readonly hasConsole: boolean;
  readonly logGroup: string | undefined;
  readonly arrayJobId: string | undefined;
  readonly summarizeJobId: string | undefined;
  readonly size: number;
  /** The action as a workflow names it. */
  readonly uses: string;
  /** When the step began and ended, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** In whatever currency; 0 when it is not given. */
  readonly pricePerVcpuHour: number;
}

/**
 * @returns milliseconds that the run took, or has taken so far: of one that the step was only attached to, those
 *     before the step as well, and none after its end
 */
export function wallMs({ ending: { array, summarize }, startedAt, endedAt }: Report): number {
  const from = Math.min(startedAt, array?.createdAt ?? startedAt);
  return Math.max(0, (summarize?.stoppedAt ?? endedAt) - from);
}

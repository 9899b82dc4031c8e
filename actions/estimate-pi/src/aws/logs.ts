import { type CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { LogsPort } from '../array-job/ports.ts';
import { call } from './call.ts';

/** Pages of at most 1 MiB or 10,000 lines that are read from the end of a stream. */
const MOST_PAGES = 5;

/** @param group the log group that both job definitions write to */
export function logsPort(client: CloudWatchLogsClient, group: string): LogsPort {
  return {
    tail: (stream, signal) =>
      call('logs:GetLogEvents', async () => {
        const pages: string[][] = [];
        let nextToken: string | undefined;
        for (let page = 0; page < MOST_PAGES; page++) {
          const { events = [], nextBackwardToken } = await client.send(
            new GetLogEventsCommand({
              logGroupName: group,
              logStreamName: stream,
              startFromHead: false,
              nextToken,
            }),
            signal === undefined ? {} : { abortSignal: signal },
          );
          pages.unshift(events.map(({ message = '' }) => message));
          // The end is a token that repeats; a page may be empty before that.
          if (nextBackwardToken === undefined || nextBackwardToken === nextToken) break;
          nextToken = nextBackwardToken;
        }
        return pages.flat();
      }),
  };
}

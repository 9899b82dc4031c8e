/** CloudWatch Logs: GetLogEvents. */
import * as v from 'valibot';
import { AwsError } from '../error.ts';
import { handler, type Service } from '../service.ts';
import type { LogEvent, LogGroups, LogStream } from './groups.ts';

/** A page ends at 1 MiB, or at so many events. */
const PAGE_BYTES = 1024 * 1024;
const PAGE_EVENTS = 10_000;
/** What AWS counts for each event besides its text. */
const EVENT_BYTES = 26;

export function logsService(groups: LogGroups): Service {
  return {
    name: 'logs',
    handlers: {
      GetLogEvents: handler(
        {
          logGroupName: v.string(),
          logStreamName: v.string(),
          startFromHead: v.optional(v.boolean(), false),
          limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), PAGE_EVENTS),
          nextToken: v.optional(
            v.pipe(v.string(), v.regex(/^[fb]\/\d{1,9}$/, 'The specified nextToken is invalid.')),
          ),
        },
        'InvalidParameterException',
        (input) => {
          const { events } = find(groups, input.logGroupName, input.logStreamName);
          const limit = Math.min(input.limit, PAGE_EVENTS);
          const [from, to] = page(events, limit, input.startFromHead, input.nextToken);
          return {
            events: events.slice(from, to).map((event) => ({
              ...event,
              ingestionTime: event.timestamp,
            })),
            nextForwardToken: `f/${to}`,
            nextBackwardToken: `b/${from}`,
          };
        },
      ),
    },
  };
}

function find(groups: LogGroups, group: string, name: string): LogStream {
  const streams = groups.streams(group);
  if (!streams) throw missing('group');
  const stream = streams.get(name);
  if (!stream) throw missing('stream');
  return stream;
}

function missing(what: 'group' | 'stream'): AwsError {
  return new AwsError('ResourceNotFoundException', `The specified log ${what} does not exist.`);
}

/**
 * Which events a call gets. A token stands between two events, so at the end the forward token
 * repeats itself and later events are found from it.
 */
function page(
  events: readonly LogEvent[],
  limit: number,
  head: boolean,
  token: string | undefined,
): [from: number, to: number] {
  const at = Math.min(Number(token?.slice(2) ?? (head ? 0 : events.length)), events.length);
  const forward = token?.startsWith('f') ?? head;
  const step = forward ? 1 : -1;
  let [end, bytes] = [at, 0];
  while (Math.abs(end - at) < limit) {
    const event = events[forward ? end : end - 1];
    if (!event) break;
    bytes += Buffer.byteLength(event.message) + EVENT_BYTES;
    if (bytes > PAGE_BYTES) break;
    end += step;
  }
  return forward ? [at, end] : [end, at];
}

/**
 * The events of a stack as they come. DescribeStackEvents answers newest first, so what is new is
 * read backwards until an event that was seen before:
 *
 *     time ─────────────────────────────────▶
 *      e1  e2  e3 │ e4  e5  e6  e7  e8
 *          seen   │   page 2   │  page 1
 *                  ◀───────────┴───────── reading
 */
import { DescribeStackEventsCommand, type StackEvent } from '@aws-sdk/client-cloudformation';
import { call } from '../aws/call.ts';
import { isMissingStack } from '../aws/errors.ts';
import type { Context } from '../context.ts';

export class StackEvents {
  readonly #context: Context;
  readonly #stackId: string;
  readonly #seen = new Set<string>();

  constructor(context: Context, stackId: string) {
    this.#context = context;
    this.#stackId = stackId;
  }

  /** Counts everything up to now as seen: an older operation is none of ours. */
  async skip(): Promise<void> {
    const { events } = await this.#page(undefined);
    for (const event of events) this.#seen.add(event.EventId ?? '');
  }

  /** @returns the events since the last call, oldest first */
  async next(): Promise<readonly StackEvent[]> {
    // By id: an event that comes meanwhile moves the others on, some of them to the next page.
    const fresh = new Map<string, StackEvent>();
    let token: string | undefined;
    do {
      const page = await this.#page(token);
      const known = page.events.findIndex((event) => this.#seen.has(event.EventId ?? ''));
      const unknown = known < 0 ? page.events : page.events.slice(0, known);
      for (const event of unknown) fresh.set(event.EventId ?? '', event);
      token = known < 0 ? page.next : undefined;
    } while (token !== undefined);
    for (const id of fresh.keys()) this.#seen.add(id);
    return [...fresh.values()].reverse();
  }

  async #page(token: string | undefined) {
    try {
      const page = await call(this.#context, 'cloudformation:DescribeStackEvents', (options) =>
        this.#context.clients.cloudFormation.send(
          new DescribeStackEventsCommand({ StackName: this.#stackId, NextToken: token }),
          options,
        ),
      );
      return { events: page.StackEvents ?? [], next: page.NextToken };
    } catch (error) {
      if (isMissingStack(error)) return { events: [], next: undefined };
      throw error;
    }
  }
}

/** One line of the log: time, status, resource, reason. */
export function eventLine(event: StackEvent): string {
  const time = event.Timestamp?.toISOString().slice(11, 19) ?? '--:--:--';
  const resource = `${event.LogicalResourceId ?? '?'} (${event.ResourceType ?? '?'})`;
  const status = (event.ResourceStatus ?? '').padEnd(18);
  // A reason may hold line breaks, and a line of its own could pass for a workflow command.
  const reason = event.ResourceStatusReason?.replace(/\s+/g, ' ');
  return `${time}  ${status}  ${resource}${reason ? `  ${reason}` : ''}`;
}

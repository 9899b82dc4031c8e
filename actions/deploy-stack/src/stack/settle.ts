/** Waits for the end of an operation on a stack, ours or somebody else's. */
import type { StackStatus as Name, StackEvent } from '@aws-sdk/client-cloudformation';
import type { Context } from '../context.ts';
import { duration } from '../patience.ts';
import { eventLine, type StackEvents } from './events.ts';
import { describeStack, type Stack } from './stack.ts';
import { StackStatus } from './status.ts';

const POLL = 5_000;
/** Nothing printed for this long looks like a hang. */
const HEARTBEAT = 60_000;

/** Says now and then that it is still waiting. */
class Heartbeat {
  readonly #context: Context;
  #last: number;

  constructor(context: Context) {
    this.#context = context;
    this.#last = context.patience.now();
  }

  spoken(): void {
    this.#last = this.#context.patience.now();
  }

  beat(text: string): void {
    if (this.#context.patience.now() - this.#last < HEARTBEAT) return;
    this.#context.log.info(`${text}, ${duration(this.#context.patience.elapsed)} since the start`);
    this.spoken();
  }
}

export interface Settled {
  /** Undefined when it is gone, and was looked for by name. */
  readonly stack: Stack | undefined;
  /** Everything that happened, oldest first. */
  readonly events: readonly StackEvent[];
}

/** An event of the stack itself: the operation has begun, or has ended. */
function isOfStack(event: StackEvent): boolean {
  return event.PhysicalResourceId !== undefined && event.PhysicalResourceId === event.StackId;
}

/**
 * The stack's own events have a beginning, and the last of them is an end. Right after a request
 * there is none, or only the beginning, or one of what was before that has come late.
 */
function hasEnded(events: readonly StackEvent[]): boolean {
  const own = events
    .filter(isOfStack)
    .map((event) => new StackStatus(event.ResourceStatus as Name));
  return own.some((status) => status.inProgress) && own.at(-1)?.inProgress === false;
}

/**
 * Waits until an operation that was just requested has ended, and prints its events as they come.
 *
 * @param events that have skipped all that was before the request
 */
export async function follow(
  context: Context,
  stackId: string,
  events: StackEvents,
): Promise<Settled> {
  const all: StackEvent[] = [];
  const heartbeat = new Heartbeat(context);
  for (;;) {
    const stack = await describeStack(context, stackId);
    const fresh = await events.next();
    for (const event of fresh) context.log.info(eventLine(event));
    if (fresh.length > 0) heartbeat.spoken();
    all.push(...fresh);
    if (stack === undefined || stack.status.isDeleted) return { stack, events: all };
    // Right after the request the status may still be the one from before it, even when the event of
    // its beginning is there already, because that is read later.
    if (hasEnded(all) && !stack.status.inProgress) return { stack, events: all };
    heartbeat.beat(`${stack.name} is still ${stack.status}`);
    await context.patience.pause(POLL, `stack ${stack.name} (${stack.status})`);
  }
}

/**
 * How our operation ended, even if another one has begun since.
 *
 * @param token of our request
 */
export function statusOf({ stack, events }: Settled, token: string): StackStatus | undefined {
  const ours = events.filter((event) => isOfStack(event) && event.ClientRequestToken === token);
  const last = ours.at(-1)?.ResourceStatus;
  const ended = last === undefined ? undefined : new StackStatus(last as Name);
  return ended === undefined || ended.inProgress ? stack?.status : ended;
}

/**
 * Waits while another's operation on the stack goes on.
 *
 * @returns the stack, undefined if there is none
 */
export async function whenIdle(context: Context, stackName: string): Promise<Stack | undefined> {
  const heartbeat = new Heartbeat(context);
  let announced = false;
  for (;;) {
    const stack = await describeStack(context, stackName);
    if (!stack?.status.inProgress) return stack;
    if (!announced) {
      context.log.info(
        `Another operation is going on: ${stackName} is ${stack.status}. Waiting for it.`,
      );
      heartbeat.spoken();
    }
    announced = true;
    heartbeat.beat(`${stackName} is still ${stack.status}`);
    await context.patience.pause(POLL, `another's operation on ${stackName} (${stack.status})`);
  }
}

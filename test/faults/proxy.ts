/** An HTTP proxy between a client and an AWS of any kind, which makes a schedule's faults happen. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Counter } from './counter.ts';
import type { Fault, Schedule } from './schedule.ts';

export interface FaultProxy {
  /** What a client takes for the AWS. */
  readonly endpoint: string;
  /** How often each fault has come about: `SubmitJob drop` to its count. */
  readonly suffered: ReadonlyMap<string, number>;
  /** How often each operation was called. */
  readonly calls: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Headers that belong to one connection and not to the message. */
const HOP = new Set(['connection', 'content-length', 'host', 'keep-alive', 'transfer-encoding']);

/** @param target the endpoint of the AWS behind */
export async function startFaultProxy(target: string, schedule: Schedule): Promise<FaultProxy> {
  const counter = new Counter(schedule);
  const server = createServer((request, response) => {
    serve(request, response, target, counter).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    suffered: counter.suffered,
    calls: counter.calls,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  target: string,
  counter: Counter,
): Promise<void> {
  const body = await readAll(request);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const fault = counter.next(operationOf(request, body), Date.now());
  const forward = () => send(request, body, target, gone.signal);
  const reply = fault ? await suffer(fault, forward, isQuery(body)) : await forward();
  if (reply === undefined) {
    response.destroy();
    return;
  }
  response.writeHead(reply.status, reply.headers);
  response.end(reply.body);
}

interface Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** @returns undefined where the connection breaks */
async function suffer(
  fault: Fault,
  forward: () => Promise<Reply>,
  xml: boolean,
): Promise<Reply | undefined> {
  switch (fault.kind) {
    case 'drop':
      return undefined;
    case 'lose':
      await forward();
      return undefined;
    case 'delay':
      await sleep(fault.ms);
      return forward();
    case 'duplicate':
      await forward();
      return forward();
    case 'throttle':
      return refusal(429, 'TooManyRequestsException', 'Too many requests', xml);
    case 'fail':
      return { status: 500, headers: {}, body: Buffer.from('<html>Internal Server Error</html>') };
    case 'corrupt': {
      const { body, ...rest } = await forward();
      return { ...rest, body: body.subarray(0, body.length >> 1) };
    }
    case 'hang':
      return new Promise(() => {});
    case 'refuse':
      return refusal(fault.status, fault.code, fault.message, xml);
    case 'answer':
      return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(fault.output)) };
  }
}

/** An error in the words of the protocol that the call came in. */
function refusal(status: number, code: string, message: string, xml: boolean): Reply {
  const text = xml
    ? `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`
    : JSON.stringify({ __type: code, message });
  return { status, headers: { 'x-amzn-errortype': code }, body: Buffer.from(text) };
}

async function send(
  request: IncomingMessage,
  body: Buffer,
  target: string,
  signal: AbortSignal,
): Promise<Reply> {
  const { method = 'GET', url = '/' } = request;
  const headers = Object.entries(request.headers).filter(([name]) => !HOP.has(name));
  const answer = await fetch(new URL(url, target), {
    method,
    headers: headers.map(([name, value]) => [name, String(value)]),
    signal,
    ...(method !== 'GET' && { body }),
  });
  const kept = [...answer.headers].filter(
    ([name]) => !HOP.has(name) && name !== 'content-encoding',
  );
  return {
    status: answer.status,
    headers: Object.fromEntries(kept),
    body: Buffer.from(await answer.arrayBuffer()),
  };
}

/** The operation as each protocol names it; for anything else, the path. */
function operationOf({ headers, url = '/' }: IncomingMessage, body: Buffer): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.slice(target.indexOf('.') + 1);
  const action = queryAction(body);
  if (action !== undefined) return action;
  const path = url.replace(/^\/v1\//, '');
  return BATCH.find((operation) => operation.toLowerCase() === path) ?? url;
}

/** Query calls, CloudFormation's, are answered in XML. */
const queryAction = (body: Buffer) => /^Action=(\w+)&/.exec(body.subarray(0, 200).toString())?.[1];
const isQuery = (body: Buffer) => queryAction(body) !== undefined;

/** Batch has them in the path, in small letters. */
const BATCH = [
  'SubmitJob',
  'DescribeJobs',
  'ListJobs',
  'TerminateJob',
  'DescribeJobQueues',
  'DescribeComputeEnvironments',
  'GetJobQueueSnapshot',
];

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The front door: one HTTP server on the loopback interface for all services. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AwsError } from '../error.ts';
import type { Service, ServiceName } from '../service.ts';
import type { Call, Intercept, Reply } from './reply.ts';
import { type Routed, route } from './route.ts';

/** What an SQS message may hold is 1 MiB; nothing that comes here legitimately is much larger. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** A page outside the protocols, for the container credential provider. */
export type Page = () => object;

export class AwsServer {
  /** How often each call came, handled or not: `batch:SubmitJob` to its count. */
  readonly calls = new Map<string, number>();
  /** Calls that nobody handles, likewise. */
  readonly unhandled = new Map<string, number>();
  readonly #services: ReadonlyMap<ServiceName | 'unknown', Service>;
  readonly #batchOperations: ReadonlyMap<string, string>;
  readonly #pages: Readonly<Record<string, Page>>;
  readonly #intercept: Intercept;
  readonly #server: Server;

  constructor(
    services: readonly Service[],
    pages: Readonly<Record<string, Page>>,
    intercept: Intercept = (_call, next) => next(),
  ) {
    this.#services = new Map(services.map((service) => [service.name, service]));
    const batch = this.#services.get('batch')?.handlers ?? {};
    this.#batchOperations = new Map(Object.keys(batch).map((name) => [name.toLowerCase(), name]));
    this.#pages = pages;
    this.#intercept = intercept;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
    // Node's 5 s would break connections at the very moment at which a poll of 5 s uses them again.
    this.#server.keepAliveTimeout = 60_000;
  }

  /** @returns the endpoint, on a port that the system chose */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const path = request.url ?? '/';
    const body = await readBody(request);
    const page = request.method === 'GET' ? this.#pages[path] : undefined;
    if (page) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(page()));
      return;
    }
    const { method = '', headers } = request;
    const routed = route({ method, path, headers, body }, this.#batchOperations);
    const reply = await this.#answer(routed, headers.authorization, gone.signal);
    send(response, routed, reply);
  }

  async #answer(
    routed: Routed,
    authorization: string | undefined,
    signal: AbortSignal,
  ): Promise<Reply> {
    const { service, operation } = routed;
    const name = `${service}:${operation}`;
    this.calls.set(name, (this.calls.get(name) ?? 0) + 1);
    try {
      const handlers = this.#services.get(service)?.handlers ?? {};
      const handle = Object.hasOwn(handlers, operation) ? handlers[operation] : undefined;
      if (handle === undefined) {
        this.unhandled.set(name, (this.unhandled.get(name) ?? 0) + 1);
        throw routed.unknown;
      }
      if (!authorization?.startsWith('AWS4-HMAC-SHA256 ')) {
        throw new AwsError('MissingAuthenticationToken', 'the request is not signed', 403);
      }
      const call: Call = { service, operation, input: routed.input() };
      return await this.#intercept(call, () => outcome(async () => handle(call.input, signal)));
    } catch (error) {
      return { kind: 'error', error: asAwsError(error) };
    }
  }
}

async function outcome(run: () => Promise<Readonly<Record<string, unknown>>>): Promise<Reply> {
  try {
    return { kind: 'output', output: await run() };
  } catch (error) {
    return { kind: 'error', error: asAwsError(error) };
  }
}

/** A bug in here must show as a failure of the service, never as an answer that does not come. */
function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new AwsError('InternalFailure', `the local AWS failed: ${text}`, 500);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new RangeError('the request is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, routed: Routed, reply: Reply): void {
  if (reply.kind === 'drop') {
    response.destroy();
    return;
  }
  const requestId = randomUUID();
  const { protocol, operation } = routed;
  const http =
    reply.kind === 'raw'
      ? reply
      : reply.kind === 'output'
        ? protocol.output(operation, reply.output, requestId)
        : protocol.error(reply.error, requestId);
  response.writeHead(http.status, { 'x-amzn-requestid': requestId, ...http.headers });
  response.end(http.body);
}

/** Speaks the protocols of CloudFormation (query, XML), Batch and SQS (JSON) on a loopback port. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a client sent. */
export type Input = Readonly<Record<string, unknown>>;
/** An AWS error. */
export type Fault = { readonly fault: string; readonly message: string; readonly status?: number };
/** Or a connection that breaks, or one on which nothing comes. */
export type Answer = object | Fault | 'reset' | 'hang';
/** @param action as IAM writes it, for example `batch:ListJobs` */
export type Handler = (action: string, input: Input) => Answer;

export interface Server {
  readonly endpoint: string;
  close(): Promise<void>;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function xml(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((one) => `<member>${xml(one)}</member>`).join('');
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return parts.map(([name, inner]) => `<${name}>${xml(inner)}</${name}>`).join('');
  }
  return String(value).replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign);
}

function isFault(answer: Answer): answer is Fault {
  return typeof answer === 'object' && 'fault' in answer;
}

async function body(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

function actionOf(request: IncomingMessage, query: URLSearchParams): string {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return `sqs:${target.split('.')[1]}`;
  const [, path] = /^\/v1\/(\w+)$/.exec(request.url ?? '') ?? [];
  return path === undefined ? `cloudformation:${query.get('Action')}` : `batch:${path}`;
}

function reply(response: ServerResponse, action: string, answer: object | Fault): void {
  const [service, name] = action.split(':');
  const status = isFault(answer) ? (answer.status ?? 400) : 200;
  if (service === 'cloudformation') {
    const content = isFault(answer)
      ? `<ErrorResponse><Error><Type>Sender</Type><Code>${answer.fault}</Code><Message>${xml(answer.message)}</Message></Error></ErrorResponse>`
      : `<${name}Response><${name}Result>${xml(answer)}</${name}Result></${name}Response>`;
    response.writeHead(status, { 'content-type': 'text/xml' }).end(content);
    return;
  }
  const content = isFault(answer) ? { __type: answer.fault, message: answer.message } : answer;
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    ...(isFault(answer) ? { 'x-amzn-errortype': answer.fault } : {}),
  };
  response.writeHead(status, headers).end(JSON.stringify(content));
}

/** @param handler decides every answer */
export async function serve(handler: Handler): Promise<Server> {
  const server = createServer((request, response) => {
    void body(request).then((text) => {
      const query = new URLSearchParams(text);
      const action = actionOf(request, query);
      const isQuery = action.startsWith('cloudformation:');
      const input = isQuery ? Object.fromEntries(query) : (JSON.parse(text || '{}') as Input);
      const answer = handler(action, input);
      if (answer === 'hang') return;
      if (answer === 'reset') request.socket.destroy();
      else reply(response, action, answer);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

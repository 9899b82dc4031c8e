import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/** What AWS was asked, and what it answers. */
const asked: string[] = [];
const WELCOME = { status: 200, body: '<Account>123456789012</Account>' };
let answer: { readonly status: number; readonly body: string } | undefined = WELCOME;
/** Told of every call; gives its answer, or undefined for one that hangs. */
let answerTo = (_body: string): typeof answer => answer;
let server: Server;
let endpoint: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('');
    asked.push(body);
    const found = answerTo(body);
    if (found) response.writeHead(found.status).end(found.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_REGION: 'eu-west-1' };

function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    const all = { PATH: process.env['PATH'] ?? '', ...env };
    execFile(process.execPath, args, { env: all }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

const MAIN = ['--import', 'tsx', 'test/contract/account/main.ts'];
const reached = () => ({
  ...CREDENTIALS,
  AWS_ENDPOINT_URL: endpoint,
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
});
const main = (...args: string[]) => run([...MAIN, ...args], reached());
const start = (env: Readonly<Record<string, string>>) =>
  run(['test/contract/account/start.mjs'], env);
describe('npm run test:aws', () => {
  it.each([
    [{}, 'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION'],
    [{ ...CREDENTIALS, AWS_SECRET_ACCESS_KEY: '' }, 'AWS_SECRET_ACCESS_KEY'],
    [{ ...CREDENTIALS, AWS_REGION: '' }, 'AWS_REGION'],
  ])('refuses in one line without %j', async (env, missing) => {
    const { code, stdout, stderr } = await start(env);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^test:aws: ${missing} not set; [^\\n]+\\n$`));
  });

  it('says whose account it is, what it would make and cost, and makes nothing unasked', async () => {
    asked.length = 0;
    const { code, stdout, stderr } = await main();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/AWS account 123456789012, region eu-west-1/);
    expect(stdout).toMatch(/the CloudFormation stack contract-[0-9a-f]{8} from/);
    expect(stdout).toMatch(/costs about \d\.\d\d USD, and \d\.\d\d USD at most/);
    expect(stdout.trimEnd()).toMatch(/Nothing was made\. To go on: npm run test:aws -- --yes$/);
    expect(asked).toEqual(['Action=GetCallerIdentity&Version=2011-06-15']);
  });

  it('says in one line that AWS does not accept the credentials', async () => {
    answer = { status: 403, body: '<Error><Message>The token has expired</Message></Error>' };
    const { code, stdout, stderr } = await main('--yes');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe('test:aws: AWS does not accept the credentials: The token has expired\n');
  });

  it('cleans up when it is interrupted, however often', async () => {
    answer = WELCOME;
    const children: ChildProcess[] = [];
    const interrupt = () => children.map((each) => each.kill('SIGINT'));
    answerTo = (body) => {
      if (body.startsWith('Action=GetCallerIdentity')) return answer;
      // The stack is being made, for ever; and then everything of the name is looked for.
      const making = body.includes('StackName') || body.includes('TemplateBody');
      interrupt();
      if (making) return undefined;
      const none = '<DescribeStacksResult><Stacks/></DescribeStacksResult>';
      const xml = `<DescribeStacksResponse>${none}</DescribeStacksResponse>`;
      return { status: 200, body: body.startsWith('Action=') ? xml : '{}' };
    };
    const child = spawn(process.execPath, [...MAIN, '--yes'], {
      env: { PATH: process.env['PATH'], ...reached() },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    const [code] = await once(child, 'close');
    answerTo = () => answer;
    expect(code).toBe(1);
    expect(stdout.match(/Interrupted\./g)).toHaveLength(1);
    expect(stdout).toMatch(
      /Deleting everything that begins with contract-\w{8} \.\.\.\nNothing is left\.\n$/,
    );
    expect(asked.at(-2)).toMatch(/"QueueNamePrefix":"contract-\w{8}-"/);
  });

  it('refuses what it does not know', async () => {
    const { code, stderr } = await main('--no');
    expect(code).toBe(64);
    expect(stderr).toMatch(/^test:aws: Unknown option '--no'/);
  });
});

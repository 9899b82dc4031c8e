import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/** What AWS was asked, and what it answers. */
const asked: string[] = [];
let answer = { status: 200, body: '<Account>123456789012</Account>' };
let server: Server;
let endpoint: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    asked.push(String((await request.toArray()).join('')));
    response.writeHead(answer.status).end(answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => {
  server.close();
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

const start = (env: Readonly<Record<string, string>>) =>
  run(['test/contract/account/start.mjs'], env);
const main = (...args: string[]) =>
  run(['--import', 'tsx', 'test/contract/account/main.ts', ...args], {
    ...CREDENTIALS,
    AWS_ENDPOINT_URL: endpoint,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });

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

  it('refuses what it does not know', async () => {
    const { code, stderr } = await main('--no');
    expect(code).toBe(64);
    expect(stderr).toMatch(/^test:aws: Unknown option '--no'/);
  });
});

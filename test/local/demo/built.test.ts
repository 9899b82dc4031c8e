/** The built demo, as `npm run demo` starts it once everything is installed. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countHitsBlockwise } from '../../../worker/src/pi/blockwise.ts';
import { type Clone, makeClone, runDemo } from '../../support/demo.ts';

let clone: Clone;
beforeAll(async () => {
  clone = await makeClone();
});
afterAll(() => clone.remove());

/** Counted here, without Batch: what the run must come to. */
function hitsOf(seed: bigint, arraySize: number, samples: number): string {
  let hits = 0;
  for (let index = 0; index < arraySize; index++) {
    hits += countHitsBlockwise({ seed, index }, 0, samples);
  }
  return String(hits);
}

/** The process ids of children of this clone that are still there. */
function leftovers(): string[] {
  const processes = execFileSync('ps', ['-Ao', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return processes.filter((line) => line.includes(clone.folder));
}

describe('the demo', () => {
  it.each([1, 2, 20])('counts the exact hits of an array of %i', async (arraySize) => {
    const args = ['--array-size', `${arraySize}`, '--samples', '100003', '--seed', '42'];
    const { exitCode, stdout, stderr, summary } = await runDemo(clone, args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(summary?.totals).toEqual({
      samples: String(arraySize * 100_003),
      hits: hitsOf(42n, arraySize, 100_003),
    });
    expect(summary?.children).toMatchObject({ expected: arraySize, received: arraySize });
    expect(stdout).toMatch(/^ Pi is approximately 3\.1\d* ± 0\.0\d+ \(95% confidence/m);
    const markdown = await readFile(join(clone.folder, '.demo/summary.md'), 'utf8');
    expect(markdown).toContain(String(summary?.value).slice(0, 4));
  });

  it('counts the same hits however often it is interrupted', async () => {
    const args = ['--array-size', '10', '--samples', '300000', '--seed', '7', '--interrupt', '5'];
    const { exitCode, stdout, summary } = await runDemo(clone, args);
    expect(exitCode).toBe(0);
    expect(summary?.totals['hits']).toBe(hitsOf(7n, 10, 300_000));
    expect(summary?.children.duplicates).toBe(0);
    expect(stdout).toMatch(/⚠ spot .*children 1, 3, 5, 7, 9: Host EC2/);
    expect(stdout).toContain('5 retried');
    const logs = await readdir(join(clone.folder, '.demo/logs'));
    expect(logs.length).toBeGreaterThan(10);
  });

  it('takes a seed from the job when none is given, and another run another', async () => {
    const args = ['--array-size', '2', '--samples', '1000'];
    const [one, two] = [await runDemo(clone, args), await runDemo(clone, args)];
    const seed = BigInt(one.summary?.repeat['seed'] ?? -1);
    expect(one.summary?.totals['hits']).toBe(hitsOf(seed, 2, 1000));
    expect(two.summary?.repeat['seed']).not.toBe(one.summary?.repeat['seed']);
  });

  it('refuses bad input in one line with exit code 64, before anything runs', async () => {
    const { exitCode, stdout, stderr } = await runDemo(clone, ['--array-size', '1e3']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: '' });
    expect(stderr).toMatch(/^demo: --array-size must be a whole number .*'1e3'\. See .*--help\n$/);
  });

  it('explains itself', async () => {
    const { exitCode, stdout } = await runDemo(clone, ['--help']);
    expect(exitCode).toBe(0);
    for (const option of ['array-size', 'samples', 'seed', 'interrupt']) {
      expect(stdout).toContain(`--${option}`);
    }
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('on %s ends everything it started', async (signal) => {
    // Samples for hours: it ends because it is told to.
    const args = ['--array-size', '50', '--samples', '1000000000000'];
    let sent = false;
    const { exitCode, stdout } = await runDemo(clone, args, {}, (text, child) => {
      if (!sent && text.includes('depends on it')) {
        sent = true;
        globalThis.setTimeout(() => child.kill(signal), 300);
      }
    });
    expect(exitCode).toBe(130);
    expect(stdout).toContain('no process left');
    expect(leftovers()).toEqual([]);
  });
});

describe('a demo that nobody watches any more', () => {
  it('ends everything it started when its terminal is closed', async () => {
    const args = ['--array-size', '50', '--samples', '1000000000000'];
    const { exitCode, stderr } = await runDemo(clone, args, {}, (text, child) => {
      if (!text.includes('depends on it')) return;
      child.stdout?.destroy();
      child.kill('SIGHUP');
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: '' });
    expect(leftovers()).toEqual([]);
  });

  it('stops when nobody reads its output', async () => {
    const args = [resolve('local/dist/demo.mjs'), '--samples', '1000000000000'];
    const child = spawn(process.execPath, args, {
      cwd: clone.folder,
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout?.destroy();
    expect(await once(child, 'close')).toEqual([130, null]);
    expect(leftovers()).toEqual([]);
  });

  it('says in one line what it cannot go on with, and leaves no process', async () => {
    const args = ['--array-size', '1000', '--samples', '50000000'];
    let removed: Promise<void> | undefined;
    const { exitCode, stderr } = await runDemo(clone, args, {}, (text) => {
      if (!text.includes('depends on it')) return;
      removed ??= rm(join(clone.folder, '.demo'), { recursive: true, force: true });
    });
    await removed;
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^demo: ENOENT[^\n]*\n$/);
    // They have been killed, and may take a moment over it.
    while (leftovers().length > 0) await setTimeout(20);
  });
});

it('two demos of one clone at the same time do not meet', async () => {
  const run = (seed: number) => [`--array-size=6`, '--samples=200000', `--seed=${seed}`];
  const both = await Promise.all([1, 2].map((seed) => runDemo(clone, run(seed))));
  both.forEach(({ exitCode, stderr, stdout }, at) => {
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const hits = Number(hitsOf(BigInt(at + 1), 6, 200_000)).toLocaleString('en-US');
    expect(stdout).toContain(`hits ${hits}`);
  });
  const places = both.map(({ stdout }) => /job summary +(\S+)/.exec(stdout)?.[1]);
  expect(places.sort()).toEqual(['.demo-2/summary.md', '.demo/summary.md']);
});

describe('a child that always fails', () => {
  it('fails the demo with its index, exit code and last lines, and skips summarize', async () => {
    const worker = join(clone.folder, 'breaks.mjs');
    await writeFile(
      worker,
      "if (process.env.AWS_BATCH_JOB_ARRAY_INDEX === '3') { console.error('boom'); process.exit(9); }",
    );
    const broken = await makeClone(worker);
    try {
      const { exitCode, stdout, stderr } = await runDemo(broken, ['--array-size', '6']);
      expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
      expect(stdout).toMatch(/✗ calculate {2}5\/6, 1 failed/);
      expect(stdout).toMatch(/✗ summarize {2}skipped: Dependent Job failed/);
      expect(stdout).toMatch(/^ 1 of 6 children failed.*exit code 9/m);
      const log = await readFile(join(broken.folder, '.demo/logs/action.log'), 'utf8');
      expect(log).toMatch(/child 3[\s\S]*boom/i);
    } finally {
      await broken.remove();
    }
  });
});

describe("with somebody's own AWS settings", () => {
  it('calls nothing but the local AWS', async () => {
    const called: string[] = [];
    const trap = createServer((request, response) => {
      called.push(`${request.method} ${request.url}`);
      response.writeHead(500).end();
    }).listen(0, '127.0.0.1');
    await once(trap, 'listening');
    const elsewhere = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
    const home = join(clone.folder, 'home');
    await mkdir(join(home, '.aws'), { recursive: true });
    await writeFile(
      join(home, '.aws/config'),
      `[default]\nregion = eu-central-1\nignore_configured_endpoint_urls = true\nuse_fips_endpoint = true\nendpoint_url = ${elsewhere}\n`,
    );
    await writeFile(
      join(home, '.aws/credentials'),
      '[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG\n',
    );
    try {
      // Whatever went to the real AWS would fail: there is no region of the local one's name.
      const { exitCode, stderr, summary } = await runDemo(
        clone,
        ['--array-size', '3', '--samples', '1000', '--seed', '1'],
        {
          HOME: home,
          AWS_PROFILE: 'default',
          AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
          AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG',
          AWS_REGION: 'eu-central-1',
          AWS_ENDPOINT_URL: elsewhere,
          AWS_ENDPOINT_URL_SQS: elsewhere,
          AWS_ENDPOINT_URL_BATCH: elsewhere,
          AWS_USE_FIPS_ENDPOINT: 'true',
        },
      );
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(summary?.totals['hits']).toBe(hitsOf(1n, 3, 1000));
      expect(called).toEqual([]);
    } finally {
      trap.close();
    }
  });
});

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findImage, runArguments } from '../../../../local/aws/runner/engine.ts';

const ID = 'a'.repeat(64);
const job = {
  jobId: '3ba16a67:0',
  attempt: 1,
  image: `local/worker@sha256:${ID}`,
  command: ['calculate', '--samples', '7'],
  environment: { AWS_REGION: 'local-1', AWS_BATCH_JOB_ID: '3ba16a67:0' },
  vcpus: 1,
  memoryMiB: 1000,
  user: '65532:65532',
  readonlyRootFilesystem: true,
  log: () => undefined,
};

describe.each(['podman', 'docker'] as const)('a container of %s', (engine) => {
  const args = runArguments(engine, 'pi-1', job);

  it('is as locked down as its definition says', () => {
    expect(args).toEqual(
      expect.arrayContaining([
        '--user=65532:65532',
        '--read-only',
        '--cap-drop=all',
        '--security-opt=no-new-privileges',
        '--memory=1000m',
      ]),
    );
  });

  it('gets the environment of the job and nothing else', () => {
    expect(args.filter((arg) => arg.startsWith('--env'))).toEqual([
      '--env=AWS_REGION=local-1',
      '--env=AWS_BATCH_JOB_ID=3ba16a67:0',
    ]);
  });

  it('runs the command in the image of the digest, and leaves nothing behind', () => {
    expect(args.slice(-4)).toEqual([ID, 'calculate', '--samples', '7']);
    expect(args).toContain('--rm');
    expect(args).toContain('--pull=never');
  });

  it('is left to the image where the definition says nothing', () => {
    const { user: _user, readonlyRootFilesystem: _readonly, ...open } = job;
    expect(runArguments(engine, 'pi-1', open).join(' ')).not.toMatch(/--user|--read-only/);
  });
});

it('denies a writable /tmp and the proxies of the machine to podman, which gives them unasked', () => {
  const args = runArguments('podman', 'pi-1', job);
  expect(args).toEqual(expect.arrayContaining(['--read-only-tmpfs=false', '--http-proxy=false']));
});

describe('findImage', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'engine-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const find = () => findImage('podman', 'aws-batch-pi', { PATH: folder });
  const engine = (body: string) => {
    writeFileSync(join(folder, 'podman'), `#!/bin/sh\n${body}\n`);
    chmodSync(join(folder, 'podman'), 0o755);
  };

  it.each([ID, `sha256:${ID}`])('takes the id from %s', async (printed) => {
    engine(`echo ${printed}`);
    await expect(find()).resolves.toBe(ID);
  });

  it('says how to make an image that is not there', async () => {
    engine('echo "Error: image not known" >&2; exit 125');
    await expect(find()).rejects.toThrow(
      'podman cannot run the image aws-batch-pi (Error: image not known); if it was never built: podman build -t aws-batch-pi .',
    );
  });

  it('says that the engine itself is not there', async () => {
    await expect(find()).rejects.toThrow('there is no podman');
  });
});

/**
 * The image, built by podman from the real Dockerfile on stand-ins of its bases, and the demo with
 * every child in it.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runArguments } from '../../local/aws/runner/engine.ts';
import { countHitsBlockwise } from '../../worker/src/pi/blockwise.ts';
import { setUpPodman } from './machine.ts';
import { basesOf, CERTIFICATES, makeStandIns } from './stand-in.ts';
import { withPodman } from './with-podman.ts';

const IMAGE = 'localhost/aws-batch-pi:test';
const BASE = 'localhost/stand-in-run';
let env: NodeJS.ProcessEnv = {};

const podman = (...args: readonly string[]) =>
  execFileSync('podman', args, { env, encoding: 'utf8' }).trim();
const inspect = (image: string, format: string) =>
  podman('image', 'inspect', '--format', format, image);

withPodman('the image', () => {
  beforeAll(() => {
    env = setUpPodman();
    makeStandIns(env);
    const [build = '', run = ''] = basesOf('Dockerfile');
    execFileSync(
      'podman',
      [
        'build',
        '--network=host',
        '--ulimit=nofile=1024:1024',
        `--volume=${CERTIFICATES}:${CERTIFICATES}:ro`,
        `--build-context=${build}=container-image://localhost/stand-in-build`,
        `--build-context=${run}=container-image://${BASE}`,
        '--build-arg=REVISION=c0ffee',
        `--tag=${IMAGE}`,
        '.',
      ],
      { env, stdio: 'pipe' },
    );
  });

  describe('the image', () => {
    it('adds one file to its base, and is not much larger', () => {
      const changed = podman('image', 'diff', '--format', 'json', IMAGE, BASE);
      expect(JSON.parse(changed)).toEqual({ added: ['/worker.mjs'] });
      const bytes = Number(inspect(IMAGE, '{{.Size}}')) - Number(inspect(BASE, '{{.Size}}'));
      process.stdout.write(`image: ${Math.round(bytes / 1024)} KiB without its base\n`);
      expect(bytes).toBeGreaterThan(0);
      expect(bytes).toBeLessThan(2 * 1024 * 1024);
    });

    it('is nobody’s, runs the worker, and says where it comes from', () => {
      expect(inspect(IMAGE, '{{.Config.User}}')).toBe('65532:65532');
      expect(inspect(IMAGE, '{{json .Config.Entrypoint}}')).toBe(
        '["/nodejs/bin/node","/worker.mjs"]',
      );
      const labels = JSON.parse(inspect(IMAGE, '{{json .Config.Labels}}'));
      expect(labels['org.opencontainers.image.revision']).toBe('c0ffee');
    });

    it('explains bad input in a line', () => {
      const { status, stderr } = spawnSync('podman', ['run', '--rm', IMAGE, 'compute'], {
        env,
        encoding: 'utf8',
      });
      expect(status).toBe(64);
      expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('compute')]);
    });
  });

  it('runs as nobody on a file system that nothing can write to, knowing its own environment', () => {
    const program = `
    const { writeFileSync } = require('node:fs');
    const write = (file) => { try { writeFileSync(file, ''); return 'written'; } catch (e) { return e.code; } };
    console.log(JSON.stringify({
      user: process.getuid() + ':' + process.getgid(),
      root: write('/file'), tmp: write('/tmp/file'),
      environment: Object.keys(process.env).filter((name) => !['PATH', 'HOME', 'HOSTNAME', 'TERM', 'container'].includes(name)),
    }));`;
    const job = {
      jobId: 'j',
      attempt: 1,
      image: `local/worker@sha256:${inspect(IMAGE, '{{.Id}}')}`,
      command: ['-e', program],
      environment: { AWS_REGION: 'local-1' },
      vcpus: 1,
      memoryMiB: 500,
      user: '65532:65532',
      readonlyRootFilesystem: true,
      log: () => undefined,
    };
    const [run = '', ...rest] = runArguments('podman', 'pi-probe', job);
    const answer = podman(run, '--entrypoint=/nodejs/bin/node', ...rest);
    expect(JSON.parse(answer)).toEqual({
      user: '65532:65532',
      root: 'EROFS',
      tmp: 'EROFS',
      environment: ['AWS_REGION'],
    });
  });

  it('carries the demo: the hits of the reference, in spite of Spot, and no container is left', () => {
    const demo = ['local/start.mjs', '--container', 'podman', '--image', IMAGE];
    const size = ['--array-size', '6', '--samples', '1000000', '--seed', '42', '--interrupt', '2'];
    const { status, stdout, stderr } = spawnSync(process.execPath, [...demo, ...size], {
      env,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const hits = [0, 1, 2, 3, 4, 5].reduce(
      (sum, index) => sum + countHitsBlockwise({ seed: 42n, index }, 0, 1_000_000),
      0,
    );
    expect(stdout).toContain(`hits ${hits.toLocaleString('en')}`);
    expect(stdout).toContain('2 retried');
    expect(podman('ps', '--all', '--filter', 'name=^pi-', '--format', '{{.Names}}')).toBe('');
  });
});

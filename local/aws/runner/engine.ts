/** The two container engines, as far as they differ. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RunnableJob } from './runner.ts';

export const ENGINES = ['podman', 'docker'] as const;
export type ContainerEngine = (typeof ENGINES)[number];

const execute = promisify(execFile);

/**
 * @param image a name that the engine knows
 * @param env what the engine's program sees
 * @returns the image's id, 64 hexadecimal digits
 * @throws {Error} saying how to get what is missing
 */
export async function findImage(
  engine: ContainerEngine,
  image: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  try {
    const inspect = ['image', 'inspect', '--format', '{{.Id}}', image];
    const { stdout } = await execute(engine, inspect, { env });
    return stdout.trim().replace(/^sha256:/, '');
  } catch (error) {
    const { code, stderr = '' } = error as { readonly code?: unknown; readonly stderr?: string };
    if (code === 'ENOENT') {
      throw new Error(
        `there is no ${engine} on this machine; install it, or leave --container out`,
      );
    }
    const [why = ''] = stderr.trim().split('\n').slice(-1);
    throw new Error(
      `${engine} cannot run the image ${image} (${why}); if it was never built: ${engine} build -t ${image} .`,
    );
  }
}

/**
 * The command line of one container: as locked down as the job definition says, on the network of
 * this machine, where its AWS is, and with no environment but the job's own.
 *
 * @param name what the container is called
 */
export function runArguments(
  engine: ContainerEngine,
  name: string,
  job: RunnableJob,
): readonly string[] {
  const [, id = job.image] = job.image.split('@sha256:');
  const podman = engine === 'podman';
  return [
    'run',
    '--rm',
    `--name=${name}`,
    '--pull=never',
    '--network=host',
    '--cap-drop=all',
    '--security-opt=no-new-privileges',
    `--memory=${job.memoryMiB}m`,
    // Shares as on ECS: a weight among the containers, not a limit.
    `--cpu-shares=${Math.max(2, Math.round(job.vcpus * 1024))}`,
    ...(job.user === undefined ? [] : [`--user=${job.user}`]),
    ...(job.readonlyRootFilesystem ? ['--read-only'] : []),
    // podman would make /tmp writable all the same, and hand down the proxies of this machine.
    ...(podman && job.readonlyRootFilesystem ? ['--read-only-tmpfs=false'] : []),
    ...(podman ? ['--http-proxy=false'] : []),
    ...Object.entries(job.environment).map(([key, value]) => `--env=${key}=${value}`),
    id,
    ...job.command,
  ];
}

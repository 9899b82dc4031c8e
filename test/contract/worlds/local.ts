/** The contract's own subject: the AWS on this machine, its jobs as processes, its time ten-fold. */
import { fileURLToPath } from 'node:url';
import { processRunner, startLocalAws } from '../../../local/aws/index.ts';
import { clientsOf, deploy, IMAGE, TEMPLATE } from '../../local/aws/start.ts';
import type { World } from '../world.ts';

const PROBE = fileURLToPath(new URL('../probe.mjs', import.meta.url));
const TIME_SCALE = 10;

export async function localWorld(): Promise<World> {
  const runner = processRunner(PROBE);
  const aws = await startLocalAws({ runner, vcpus: 16, timeScale: TIME_SCALE });
  const clients = clientsOf(aws);
  return {
    name: 'local',
    where: 'the AWS of this repository, jobs as processes of this machine',
    ...clients,
    stack: 'Pi',
    outputs: await deploy(clients.cloudFormation),
    template: TEMPLATE,
    image: IMAGE,
    timeScale: TIME_SCALE,
    pace: { pollMs: 100, patienceMs: 120_000, settleMs: 5000, lagMs: 0 },
    atOnce: 4,
    command: (words) => [...words],
    close: () => aws.close(),
  };
}

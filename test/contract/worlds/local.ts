/** The contract's own subject: the AWS on this machine, its jobs as processes, its time twenty-fold. */
import { fileURLToPath } from 'node:url';
import { processRunner, startLocalAws } from '../../../local/aws/index.ts';
import { clientsOf, deploy, IMAGE, TEMPLATE } from '../../local/aws/start.ts';
import type { World } from '../world.ts';

const PROBE = fileURLToPath(new URL('../probe.mjs', import.meta.url));
const TIME_SCALE = 20;

export async function localWorld(): Promise<World> {
  const runner = processRunner(PROBE);
  const aws = await startLocalAws({ runner, vcpus: 16, timeScale: TIME_SCALE });
  const clients = clientsOf(aws);
  return {
    name: 'local',
    ...clients,
    outputs: await deploy(clients.cloudFormation),
    template: TEMPLATE,
    image: IMAGE,
    timeScale: TIME_SCALE,
    close: () => aws.close(),
  };
}

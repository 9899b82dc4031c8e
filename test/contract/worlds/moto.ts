/** An AWS that others wrote: moto's server, its jobs as containers. */
import { fileURLToPath } from 'node:url';
import { clientsOf, deploy, TEMPLATE } from '../../local/aws/start.ts';
import type { World } from '../world.ts';
import { bridgeTemplate } from './bridge.ts';
import { MOTO_REGION, motoVersion, startMoto } from './moto-server.ts';
import { startPodman } from './podman.ts';

const PROBE = fileURLToPath(new URL('../probe.mjs', import.meta.url));

export async function motoWorld(): Promise<World> {
  const podman = await startPodman();
  const image = podman.image('contract-probe', [PROBE]);
  const moto = await startMoto(podman.socket);
  const clients = clientsOf({ endpoint: moto.endpoint, region: MOTO_REGION });
  const template = bridgeTemplate(TEMPLATE);
  return {
    name: 'moto',
    where: `moto ${motoVersion()}, jobs in containers by ${podman.version}`,
    ...clients,
    stack: 'Pi',
    outputs: await deploy(clients.cloudFormation, { Image: image }, template),
    template,
    image,
    timeScale: 1,
    // Some lag, because it breaks when it lists jobs while others are submitted.
    pace: { pollMs: 100, patienceMs: 120_000, settleMs: 10_000, lagMs: 2000 },
    // Containers start side by side, but not all at once on a small machine.
    atOnce: 4,
    command: (words) => [...words],
    close: async () => {
      await moto.close();
      await podman.close();
    },
  };
}

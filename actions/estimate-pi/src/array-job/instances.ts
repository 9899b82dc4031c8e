/** Why no instance comes to run a job. */
import { type Diagnosis, stuck } from './diagnosis.ts';
import type { Facts, SubnetState } from './facts.ts';

/** EC2 has none left to give; Batch says so itself. */
export function noCapacity({ statusReasons, environments }: Facts): Diagnosis | undefined {
  if (!statusReasons.some((text) => text.startsWith('CAPACITY:'))) return undefined;
  const types = environments?.flatMap(({ instanceTypes }) => instanceTypes).join(', ');
  return stuck(
    `EC2 has no Spot capacity for the compute environment at the moment${types ? ` (${types})` : ''}`,
    'Run it later, in another region or with the other architecture; more zones and more instance types make it rarer.',
  );
}

/** Instances that reach nobody never join the cluster: nothing else tells of it. */
export function noWayOut({ subnets }: Facts): Diagnosis | undefined {
  if (subnets === undefined || subnets.length === 0) return undefined;
  const names = (all: readonly SubnetState[]) => all.map(({ id }) => id).join(', ');
  const closed = subnets.filter(({ way }) => way === undefined);
  if (closed.length === subnets.length) {
    return stuck(
      `No route leads out of the subnets (${names(closed)}): unless the VPC has endpoints, instances cannot reach ECS, ECR and CloudWatch Logs`,
      'Give them a route 0.0.0.0/0 to an internet or NAT gateway, or the VPC endpoints that the README lists.',
    );
  }
  const bare = subnets.filter((net) => net.way?.startsWith('igw-') && !net.publicAddresses);
  if (bare.length === subnets.length) {
    return stuck(
      `Instances get no public address in the subnets (${names(bare)}), and their only way out is an internet gateway`,
      'Let the subnets assign public addresses (MapPublicIpOnLaunch), or route them through a NAT gateway.',
    );
  }
  return undefined;
}

const QUOTA = /quota|limit exceeded|MaxSpotInstanceCountExceeded|VcpuLimitExceeded/i;

const ASK_FOR_MORE =
  'Ask for more in Service Quotas: EC2, All Standard Spot Instance Requests (L-34B43A08), in vCPUs.';

/** EC2 names the quota, in what Batch says of the jobs or of the environment. */
export function belowQuota({ environments, statusReasons }: Facts): Diagnosis | undefined {
  const told = [...statusReasons, ...(environments ?? []).map((env) => env.statusReason ?? '')];
  const quota = told.find((text) => QUOTA.test(text));
  if (quota === undefined) return undefined;
  return stuck(
    `The account's quota of Spot vCPUs is below the smallest instance: ${quota}`,
    ASK_FOR_MORE,
  );
}

/** Batch wants instances and gets none, without a word: most often for want of quota. */
export function noInstance({ environments }: Facts): Diagnosis | undefined {
  const wanted = environments?.find(({ desiredvCpus = 0 }) => desiredvCpus > 0);
  if (wanted === undefined) return undefined;
  const sign = `Batch asks for ${wanted.desiredvCpus} vCPUs, and no instance comes`;
  return stuck(
    `The account's quota of Spot vCPUs seems to be below the smallest instance: ${sign}`,
    ASK_FOR_MORE,
  );
}

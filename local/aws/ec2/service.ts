/** EC2, as far as it tells how instances of the compute environment reach the world. */
import * as v from 'valibot';
import type { BatchResources } from '../batch/resources.ts';
import { AwsError } from '../error.ts';
import type { Health } from '../health.ts';
import { handler, type Output, type Service } from '../service.ts';

/** The one network there is. */
const VPC = 'vpc-0000000000000local';
const WELL: NonNullable<Health['network']> = { way: 'igw-local', publicAddresses: true };

const strings = v.optional(v.array(v.string()), []);
const filters = v.optional(v.array(v.strictObject({ Name: v.string(), Value: strings })), []);

/** The subnets are those that the compute environments name. */
export function ec2Service(resources: BatchResources, health: () => Health): Service {
  const network = () => health().network ?? WELL;
  return {
    name: 'ec2',
    handlers: {
      DescribeSubnets: handler(
        { SubnetId: strings },
        'InvalidParameterValue',
        ({ SubnetId: asked }) => {
          const known = subnets(resources);
          const missing = asked.find((id) => !known.includes(id));
          if (missing !== undefined) {
            const message = `The subnet ID '${missing}' does not exist`;
            throw new AwsError('InvalidSubnetID.NotFound', message);
          }
          const ids = asked.length > 0 ? asked : known;
          const mapPublicIpOnLaunch = network().publicAddresses;
          return {
            subnetSet: ids.map((subnetId) => ({ subnetId, vpcId: VPC, mapPublicIpOnLaunch })),
          };
        },
      ),
      DescribeRouteTables: handler({ Filter: filters }, 'InvalidParameterValue', ({ Filter }) => {
        const vpcs = Filter.find(({ Name }) => Name === 'vpc-id')?.Value ?? [VPC];
        return { routeTableSet: vpcs.includes(VPC) ? [mainTable(network().way)] : [] };
      }),
    },
  };
}

function subnets(resources: BatchResources): string[] {
  return resources.environments.flatMap(({ computeResources }) =>
    [computeResources['subnets'] ?? []].flat().map(String),
  );
}

function mainTable(way: string | undefined): Output {
  const inside = { destinationCidrBlock: '10.0.0.0/16', gatewayId: 'local', state: 'active' };
  const target = way?.startsWith('nat-') ? { natGatewayId: way } : { gatewayId: way };
  const outside = { destinationCidrBlock: '0.0.0.0/0', ...target, state: 'active' };
  return {
    routeTableId: 'rtb-local',
    vpcId: VPC,
    routeSet: way === undefined ? [inside] : [inside, outside],
    associationSet: [{ main: true }],
  };
}

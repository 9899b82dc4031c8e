/** Asks EC2 how instances in a subnet reach the rest of the world. */
import { parseXML } from '@aws-sdk/xml-builder';
import * as v from 'valibot';
import type { SubnetState } from '../array-job/facts.ts';
import { call } from './call.ts';
import { AnswerError, type Identity, sendSigned, suffix } from './signed.ts';

/** XML does not tell a list of one from one, nor an empty list from an empty text. */
const listOf = <const Item extends v.GenericSchema>(item: Item) =>
  v.optional(v.pipe(v.unknown(), v.transform(items), v.array(item)), '');

function items(set: unknown): unknown[] {
  if (typeof set !== 'object' || set === null || !('item' in set)) return [];
  return [set.item].flat();
}

const Subnets = v.object({
  subnetSet: listOf(
    v.object({ subnetId: v.string(), vpcId: v.string(), mapPublicIpOnLaunch: v.string() }),
  ),
});

const Route = v.object({
  destinationCidrBlock: v.optional(v.string()),
  gatewayId: v.optional(v.string()),
  natGatewayId: v.optional(v.string()),
  state: v.optional(v.string()),
});

const RouteTables = v.object({
  routeTableSet: listOf(
    v.object({
      vpcId: v.string(),
      routeSet: listOf(Route),
      associationSet: listOf(
        v.object({ subnetId: v.optional(v.string()), main: v.optional(v.string()) }),
      ),
    }),
  ),
});

type RouteTable = v.InferOutput<typeof RouteTables>['routeTableSet'][number];

/**
 * @param ids at most 200
 * @throws {CallFault}
 */
export async function readSubnets(
  ids: readonly string[],
  identity: Identity,
  signal: AbortSignal,
): Promise<SubnetState[]> {
  const subnets = await ask('DescribeSubnets', numbered('SubnetId', ids), identity, signal);
  const { subnetSet } = v.parse(Subnets, subnets);
  const vpcs = [...new Set(subnetSet.map(({ vpcId }) => vpcId))];
  const filter = { 'Filter.1.Name': 'vpc-id', ...numbered('Filter.1.Value', vpcs) };
  const tables = await ask('DescribeRouteTables', filter, identity, signal);
  const { routeTableSet } = v.parse(RouteTables, tables);
  return subnetSet.map(({ subnetId, vpcId, mapPublicIpOnLaunch }) => ({
    id: subnetId,
    way: wayOut(tableOf(subnetId, vpcId, routeTableSet)),
    publicAddresses: mapPublicIpOnLaunch === 'true',
  }));
}

/** A subnet without a table of its own follows the VPC's main one. */
function tableOf(id: string, vpc: string, tables: readonly RouteTable[]): RouteTable | undefined {
  return (
    tables.find((table) => table.associationSet.some(({ subnetId }) => subnetId === id)) ??
    tables.find(
      (table) => table.vpcId === vpc && table.associationSet.some((a) => a.main === 'true'),
    )
  );
}

/**
 * A route whose target is gone is a `blackhole`. Only IPv4 counts: the stack's security group opens
 * nothing else. Targets that are no gateway of a VPC's own (peering, an appliance) may lead out as well.
 */
function wayOut(table: RouteTable | undefined): string | undefined {
  const route = table?.routeSet.find(
    ({ destinationCidrBlock, state }) =>
      destinationCidrBlock === '0.0.0.0/0' && state !== 'blackhole',
  );
  return route && (route.gatewayId ?? route.natGatewayId ?? 'another target');
}

function numbered(name: string, values: readonly string[]): Record<string, string> {
  return Object.fromEntries(values.map((value, i) => [`${name}.${i + 1}`, value]));
}

async function ask(
  action: string,
  parameters: Readonly<Record<string, string>>,
  identity: Identity,
  signal: AbortSignal,
): Promise<unknown> {
  return call(`ec2:${action}`, async () => {
    const { status, body } = await sendSigned(
      {
        service: 'ec2',
        host: (region) => `ec2.${region}.${suffix(region)}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body: new URLSearchParams({
          Action: action,
          Version: '2016-11-15',
          ...parameters,
        }).toString(),
      },
      identity,
      signal,
    );
    if (status === 200) return Object.values(parseXML(body) as object)[0];
    const code = /<Code>([^<]*)<\/Code>/.exec(body)?.[1] ?? 'UnknownError';
    const message = /<Message>([^<]*)<\/Message>/.exec(body)?.[1] ?? '';
    throw new AnswerError(code, message, status);
  });
}

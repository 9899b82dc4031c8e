/** pi.yaml as data: network, compute environment, queue and events. */
import { describe, expect, it } from '@jest/globals';
import { evaluatePi, type Properties, propertiesOf } from './evaluate.ts';

const own = evaluatePi();
const GIVEN = { VpcId: 'vpc-0123456789abcdef0', SubnetIds: 'subnet-0123456a,subnet-0123456b' };
const given = evaluatePi(GIVEN);

const environment = (template = own) => {
  const properties = propertiesOf(template, 'PiComputeEnvironment');
  return { ...properties, resources: properties['ComputeResources'] as Properties };
};
const network = (template = own) =>
  [...template.resources].filter(([, { type }]) => type.startsWith('AWS::EC2::'));
const group = (template = own) => propertiesOf(template, 'SecurityGroup');

describe('the network', () => {
  it('is made when none is given: public subnets in two zones, no NAT', () => {
    const types = network().map(([, { type }]) => type);
    expect(types.filter((type) => type === 'AWS::EC2::Subnet')).toHaveLength(2);
    expect(types.filter((type) => /Nat|EIP/.test(type))).toEqual([]);
    const subnets = network().filter(([, { type }]) => type === 'AWS::EC2::Subnet');
    expect(subnets.every(([, { properties }]) => properties['MapPublicIpOnLaunch'])).toBe(true);
    const zones = subnets.map(([, { properties }]) => properties['AvailabilityZone']);
    expect(new Set(zones).size).toBe(2);
    expect(environment().resources['Subnets']).toEqual(['<SubnetA>', '<SubnetB>']);
  });

  it('is not made when one is given', () => {
    expect(network(given).map(([id]) => id)).toEqual(['SecurityGroup', 'LaunchTemplate']);
    expect(group(given)['VpcId']).toBe(GIVEN.VpcId);
    expect(environment(given).resources['Subnets']).toEqual(GIVEN.SubnetIds.split(','));
  });

  it('outlives the instances: the environment waits for everything that connects them', () => {
    const after = JSON.stringify(own.resources.get('PiComputeEnvironment')?.source.Metadata);
    const connecting = network().filter(([, { type }]) =>
      /GatewayAttachment|::Route$|RouteTableAssociation/.test(type),
    );
    expect(connecting).toHaveLength(4);
    for (const [id] of connecting) expect(after).toContain(`{"Ref":"${id}"}`);
    expect(own.resources.get('RouteOut')?.source.DependsOn).toBe('GatewayAttachment');
  });

  it('lets nobody in, and HTTPS out', () => {
    expect(group()['SecurityGroupIngress']).toBeUndefined();
    expect(group()['SecurityGroupEgress']).toMatchObject([{ FromPort: 443, ToPort: 443 }]);
  });

  it('opens SSH only to a key pair and a range together', () => {
    const both = evaluatePi({ KeyPair: 'mine', SshSource: '192.0.2.7/32' });
    expect(both.refusals).toEqual([]);
    expect(group(both)['SecurityGroupIngress']).toMatchObject([
      { FromPort: 22, ToPort: 22, CidrIp: '192.0.2.7/32' },
    ]);
    expect(environment(both).resources['Ec2KeyPair']).toBe('mine');
    const key = evaluatePi({ KeyPair: 'mine' });
    expect(group(key)['SecurityGroupIngress']).toBeUndefined();
  });

  it.each([
    [{ VpcId: GIVEN.VpcId }, /VpcId needs SubnetIds/],
    [{ SubnetIds: GIVEN.SubnetIds }, /SubnetIds needs VpcId/],
    [{ SshSource: '192.0.2.7/32' }, /KeyPair/],
  ])('refuses %o before anything is created', (half, why) => {
    expect(evaluatePi(half).refusals).toEqual([expect.stringMatching(why)]);
    expect(evaluatePi(GIVEN).refusals).toEqual([]);
  });
});

describe('the compute environment', () => {
  it('can be updated in place: no name, no service role, no replacement', () => {
    expect(environment()).toMatchObject({ ReplaceComputeEnvironment: false, State: 'ENABLED' });
    for (const absent of ['ComputeEnvironmentName', 'ServiceRole', 'Tags']) {
      expect(environment()).not.toHaveProperty(absent);
    }
    for (const absent of ['DesiredvCpus', 'BidPercentage', 'SpotIamFleetRole']) {
      expect(environment().resources).not.toHaveProperty(absent);
    }
  });

  it('takes Spot capacity from zero, of one architecture', () => {
    expect(environment().resources).toMatchObject({
      Type: 'SPOT',
      AllocationStrategy: 'SPOT_PRICE_CAPACITY_OPTIMIZED',
      MinvCpus: '0',
      MaxvCpus: '16',
      InstanceTypes: ['default_arm64'],
      Ec2Configuration: [{ ImageType: 'ECS_AL2023' }],
      UpdateToLatestImageVersion: true,
    });
    const intel = environment(evaluatePi({ Architecture: 'x86_64' }));
    expect(intel.resources['InstanceTypes']).toEqual(['default_x86_64']);
  });

  it('waits for jobs longer than an attempt takes, and less than a session', () => {
    const timeouts = ['CalculateJobDefinition', 'SummarizeJobDefinition'].map(
      (id) => (propertiesOf(own, id)['Timeout'] as Properties)['AttemptDurationSeconds'],
    );
    const policy = environment() as { UpdatePolicy?: Properties };
    const minutes = Number(policy.UpdatePolicy?.['JobExecutionTimeoutMinutes']);
    for (const seconds of timeouts) expect(minutes * 60).toBeGreaterThan(Number(seconds));
    expect(minutes).toBeLessThan(360);
  });

  it('hides the instance from its containers', () => {
    const template = propertiesOf(own, 'LaunchTemplate')['LaunchTemplateData'];
    expect(template).toMatchObject({
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
    });
  });
});

describe('the queue', () => {
  const queue = propertiesOf(own, 'JobQueue');

  it('cancels what can never start, within what Batch allows', () => {
    const actions = queue['JobStateTimeLimitActions'] as readonly Properties[];
    expect(actions.map(({ Reason }) => Reason).sort()).toEqual([
      'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY',
      'MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE',
      'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT',
    ]);
    for (const { State, Action, MaxTimeSeconds } of actions) {
      expect({ State, Action }).toEqual({ State: 'RUNNABLE', Action: 'CANCEL' });
      expect(MaxTimeSeconds).toBeGreaterThanOrEqual(600);
      expect(MaxTimeSeconds).toBeLessThanOrEqual(86_400);
    }
  });

  it('bears no tags, whose change would replace it', () => {
    expect(queue).not.toHaveProperty('Tags');
  });

  it('logs failed and blocked jobs of its own, and only those', () => {
    const rules = [...own.resources.values()].filter(({ type }) => type === 'AWS::Events::Rule');
    const patterns = rules.map(({ properties }) => properties['EventPattern']);
    expect(patterns).toEqual([
      expect.objectContaining({
        'detail-type': ['Batch Job State Change'],
        detail: { jobQueue: ['<JobQueue>'], status: ['FAILED'] },
      }),
      expect.objectContaining({
        'detail-type': ['Batch Job Queue Blocked'],
        detail: { jobQueue: ['<JobQueue>'] },
      }),
    ]);
  });
});

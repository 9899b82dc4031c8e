import { describe, expect, it } from '@jest/globals';
import { diagnose } from '../../../../actions/estimate-pi/src/array-job/diagnose.ts';
import type {
  EnvironmentState,
  Facts,
  SubnetState,
} from '../../../../actions/estimate-pi/src/array-job/facts.ts';

const ENVIRONMENT: EnvironmentState = {
  name: 'Env',
  enabled: true,
  valid: true,
  statusReason: 'ComputeEnvironment Healthy',
  maxvCpus: 16,
  desiredvCpus: 0,
  instanceTypes: ['default_arm64'],
  subnets: ['subnet-1'],
};
const SUBNET: SubnetState = { id: 'subnet-1', way: 'igw-1', publicAddresses: true };
const WELL: Facts = {
  statusReasons: [],
  queue: { name: 'Q', enabled: true, valid: true, statusReason: 'Healthy', environments: ['arn'] },
  environments: [ENVIRONMENT],
  ahead: 0,
  subnets: [SUBNET],
  unread: [],
};

const environments = (...all: Partial<EnvironmentState>[]) => ({
  environments: all.map((each) => ({ ...ENVIRONMENT, ...each })),
});
const subnets = (...all: Partial<SubnetState>[]) => ({
  subnets: all.map((each) => ({ ...SUBNET, ...each })),
});

describe('the diagnosis', () => {
  it.each<[string, Partial<Facts>, string]>([
    ['nothing wrong', {}, 'Nothing can start, and Batch gives no reason'],
    ['UNDETERMINED', { statusReasons: ['UNDETERMINED - x'] }, 'Batch says only: UNDETERMINED - x'],
    [
      'resource requirement',
      { statusReasons: ['MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - x'] },
      'The job asks for more vCPU or memory than any instance type of the compute environment has (default_arm64)',
    ],
    [
      'maximum reached',
      { statusReasons: ['MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE - x'] },
      "The job asks for more vCPUs than the compute environment's maximum (16)",
    ],
    [
      'service role',
      { statusReasons: ['MISCONFIGURATION:SERVICE_ROLE_PERMISSIONS - x'] },
      "Batch's service role lacks permissions",
    ],
    [
      'a misconfiguration of a later day',
      { statusReasons: ['MISCONFIGURATION:MOON_PHASE - full'] },
      'MISCONFIGURATION:MOON_PHASE - full',
    ],
    [
      'capacity',
      { statusReasons: ['CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY'] },
      'no Spot capacity',
    ],
    ['environment disabled', environments({ enabled: false }), 'Env is DISABLED'],
    [
      'environment invalid',
      environments({ valid: false, statusReason: 'CLIENT_ERROR' }),
      'Env is INVALID: CLIENT_ERROR',
    ],
    ['one environment of two works', environments({ enabled: false }, {}), 'gives no reason'],
    ['others first', { ahead: 3 }, '3 other jobs are ahead'],
    ['no route', subnets({ way: undefined }), 'No route leads out of the subnets (subnet-1)'],
    ['one subnet of two has a route', subnets({ way: undefined }, {}), 'gives no reason'],
    ['no address', subnets({ publicAddresses: false }), 'Instances get no public address'],
    ['NAT needs no address', subnets({ publicAddresses: false, way: 'nat-1' }), 'gives no reason'],
    ['instances wanted', environments({ desiredvCpus: 4 }), 'asks for 4 vCPUs'],
    [
      'quota by name',
      environments({ statusReason: 'MaxSpotInstanceCountExceeded' }),
      'quota of Spot vCPUs is below the smallest instance: MaxSpotInstanceCountExceeded',
    ],
    [
      'quota by name, of an environment that is therefore INVALID',
      environments({ valid: false, statusReason: 'CLIENT_ERROR - MaxSpotInstanceCountExceeded' }),
      'quota of Spot vCPUs is below the smallest instance: CLIENT_ERROR - MaxSpot',
    ],
    [
      'action required',
      { statusReasons: ['ACTION_REQUIRED - x'] },
      'says only: ACTION_REQUIRED - x',
    ],
  ])('%s', (_, facts, cause) => {
    expect(diagnose({ ...WELL, ...facts }).cause).toContain(cause);
  });

  it('knows little without facts, and says what it could not read', () => {
    const diagnosis = diagnose({ statusReasons: [], unread: ['batch:DescribeJobQueues'] });
    expect(diagnosis.cause).toBe('Nothing can start, and Batch gives no reason');
    expect(diagnosis.remedy).toMatch(/ \(Not read: batch:DescribeJobQueues\.\)$/);
  });

  it('takes only a queue for something that passes by itself', () => {
    const waiting = [{ ahead: 1 }, {}, subnets({ way: undefined })].map(
      (facts) => diagnose({ ...WELL, ...facts }).waiting,
    );
    expect(waiting).toEqual([true, false, false]);
  });

  it('is one line each of cause and remedy', () => {
    const { cause, remedy } = diagnose(WELL);
    expect(`${cause}${remedy}`).not.toMatch(/\n/);
  });
});

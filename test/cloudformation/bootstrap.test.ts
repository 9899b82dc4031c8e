/** bootstrap.yaml as data: who may come in, and that nobody can become more. */
import { statSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ACCOUNT, BOOTSTRAP, evaluateBootstrap, GITHUB, propertiesOf } from './evaluate.ts';
import { policyHolders, type Statement, trust } from './iam.ts';

const bootstrap = evaluateBootstrap();
const GITHUB_ROLES = ['PlanRole', 'DeployRole', 'RunRole'] as const;

/** What a token claims, as GitHub gives it to a job. */
function token(where: string, claims: Readonly<Record<string, string>> = {}) {
  return (form: 'old' | 'new'): Readonly<Record<string, string>> => ({
    aud: 'sts.amazonaws.com',
    repository_id: GITHUB.GitHubRepositoryId,
    ref: 'refs/heads/main',
    sub:
      form === 'old' ? `repo:octo-org/pi.demo:${where}` : `repo:octo-org@4711/pi.demo@815:${where}`,
    ...claims,
  });
}

/** Whether a trust policy admits a token; StringEquals is the only operator these may use. */
function admits(policy: readonly Statement[], claims: Readonly<Record<string, string>>): boolean {
  return policy.some(({ Condition }) =>
    Object.entries(Condition).every(
      ([operator, conditions]) =>
        operator === 'StringEquals' &&
        Object.entries(conditions).every(([key, values]) =>
          values.includes(claims[key.replace('token.actions.githubusercontent.com:', '')] ?? ''),
        ),
    ),
  );
}

const admitted = (claims: Readonly<Record<string, string>>) =>
  GITHUB_ROLES.filter((role) => admits(trust(bootstrap, role), claims));

describe.each(['old', 'new'] as const)('a token in its %s form', (form) => {
  it.each([
    ['the environment deploy on main', token('environment:deploy'), ['DeployRole']],
    ['the environment run on main', token('environment:run'), ['RunRole']],
    ['a schedule on main', token('ref:refs/heads/main'), ['PlanRole']],
    ['a pull request', token('pull_request', { ref: 'refs/pull/1/merge' }), ['PlanRole']],
  ])('of %s opens its own role only', (_name, claims, roles) => {
    expect(admitted(claims(form))).toEqual(roles);
  });

  it.each([
    ['another branch', token('ref:refs/heads/evil', { ref: 'refs/heads/evil' })],
    ['another branch in an environment', token('environment:deploy', { ref: 'refs/heads/evil' })],
    ['an environment of another name', token('environment:deploy2')],
    ['another audience', token('environment:deploy', { aud: 'https://github.com/octo-org' })],
    ['a repository of the same name made later', token('environment:run', { repository_id: '9' })],
    [
      'another repository',
      token('', { sub: 'repo:octo-org/other:environment:deploy', repository_id: '1' }),
    ],
  ])('of %s opens nothing', (_name, claims) => {
    expect(admitted(claims(form))).toEqual([]);
  });
});

describe('sessions', () => {
  it.each(GITHUB_ROLES)('of %s can last as long as a hosted job', (role) => {
    expect(propertiesOf(bootstrap, role)).toMatchObject({ MaxSessionDuration: 21_600 });
  });
});

describe('the identity provider', () => {
  it('is made and kept, or taken as it is', () => {
    expect(bootstrap.resources.get('OidcProvider')?.source).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
    });
    const arn = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
    const taken = evaluateBootstrap({ OidcProviderArn: arn });
    expect(taken.resources.has('OidcProvider')).toBe(false);
    for (const role of GITHUB_ROLES) {
      expect(trust(taken, role)[0]?.Principal).toEqual({ Federated: [arn] });
    }
  });
});

describe('the registry', () => {
  it('has tags that never move, scans, forgets, and can be deleted', () => {
    expect(propertiesOf(bootstrap, 'Repository')).toMatchObject({
      ImageTagMutability: 'IMMUTABLE',
      ImageScanningConfiguration: { ScanOnPush: true },
      EmptyOnDelete: true,
    });
  });
});

it('gives out exactly the variables that the workflows read', () => {
  expect(Object.keys(bootstrap.outputs).sort()).toEqual([
    'AwsRegion',
    'BootstrapStackName',
    'BoundaryArn',
    'DeployRoleArn',
    'ImageRepository',
    'PlanRoleArn',
    'RunRoleArn',
    'ServiceRoleArn',
    'StackName',
  ]);
});

describe('with the longest names that it takes', () => {
  const longest = evaluateBootstrap({
    GitHubOwner: 'o'.repeat(100),
    GitHubOwnerId: '9'.repeat(20),
    GitHubRepository: 'r'.repeat(100),
    GitHubRepositoryId: '9'.repeat(20),
    NamePrefix: 'P'.repeat(20),
  });
  const lengthOf = (document: unknown) => JSON.stringify(document).replaceAll(/\s/g, '').length;

  it.each(policyHolders(longest))('%s is within the quotas of IAM', (id) => {
    const {
      AssumeRolePolicyDocument,
      Policies = [],
      PolicyDocument = {},
    } = propertiesOf(longest, id) as {
      AssumeRolePolicyDocument?: unknown;
      Policies?: unknown;
      PolicyDocument?: unknown;
    };
    expect(lengthOf(AssumeRolePolicyDocument ?? {})).toBeLessThanOrEqual(2_048);
    expect(lengthOf(Policies)).toBeLessThanOrEqual(10_240);
    expect(lengthOf(PolicyDocument)).toBeLessThanOrEqual(6_144);
  });
});

it.each(['octocat', 'octo-org', 'octocat_acme'])('takes %s for an owner', (GitHubOwner) => {
  expect(() => evaluateBootstrap({ GitHubOwner })).not.toThrow();
});

it('fits into a request without a bucket', () => {
  expect(statSync(BOOTSTRAP).size).toBeLessThanOrEqual(51_200);
});

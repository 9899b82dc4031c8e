/** The role that CloudFormation deploys with: it makes roles, and must not become an administrator. */
import { describe, expect, it } from '@jest/globals';
import { handlerCalls } from './aws-reference.ts';
import { ACCOUNT, evaluateBootstrap, evaluatePi, propertiesOf, REGION } from './evaluate.ts';
import { actions, allowed, allows, policyHolders, trust } from './iam.ts';

const bootstrap = evaluateBootstrap();

describe('the service role', () => {
  const policy = allowed(bootstrap, 'ServiceRole');
  const boundary = allowed(bootstrap, 'Boundary');
  const changesRoles = policy.filter(({ Action }) =>
    Action.some((action) => /^iam:(Create|Put|Attach|Delete)Role(Polic|$)/.test(action)),
  );

  it('is assumed by CloudFormation for this stack alone', () => {
    expect(trust(bootstrap, 'ServiceRole')).toMatchObject([
      {
        Principal: { Service: ['cloudformation.amazonaws.com'] },
        Condition: {
          ArnLikeIfExists: { 'aws:SourceArn': [expect.stringMatching(/:stack\/Pi\/\*$/)] },
        },
      },
    ]);
  });

  it('gives roles rights only under the boundary, and can never take it off', () => {
    const unbound = policy.filter(
      ({ Condition }) => !Condition['StringEquals']?.['iam:PermissionsBoundary'],
    );
    expect(
      actions(unbound).filter((action) => /^iam:(CreateRole|Put|Attach)/.test(action)),
    ).toEqual([]);
    expect(changesRoles).not.toEqual([]);
    expect(actions(policy)).not.toContain('iam:DeleteRolePermissionsBoundary');
    expect(
      actions(policy).filter(
        (action) => /User|Group|AccessKey|PolicyVersion/.test(action) && action.startsWith('iam:'),
      ),
    ).toEqual([]);
  });

  it('touches roles on the path of the prefix only, where none of the bootstrap stack is', () => {
    const roles = policyHolders(bootstrap)
      .map((id) => propertiesOf(bootstrap, id)['Path'])
      .filter((path) => path !== undefined);
    expect(roles).toEqual([]);
    for (const action of [
      'iam:CreateRole',
      'iam:PutRolePolicy',
      'iam:PassRole',
      'iam:UpdateAssumeRolePolicy',
    ]) {
      expect(allows(policy, action, `arn:aws:iam::${ACCOUNT}:role/Pi/x`)).toBe(true);
      expect(allows(policy, action, `arn:aws:iam::${ACCOUNT}:role/Admin`)).toBe(false);
      expect(allows(policy, action, `arn:aws:iam::${ACCOUNT}:role/Pi-Bootstrap-DeployRole`)).toBe(
        false,
      );
    }
  });

  it('changes only what bears a tag of this stack, wherever ids are not known beforehand', () => {
    const changing = policy.filter(({ Action }) =>
      Action.some((action) =>
        /^ec2:(Delete|Modify|Attach|Detach|Replace|Associate|Disassociate|Revoke)/.test(action),
      ),
    );
    expect(changing).toHaveLength(2);
    for (const { Condition } of changing) {
      expect(Object.keys(Condition['StringEquals'] ?? {})[0]).toMatch(/^aws:ResourceTag\//);
    }
  });

  it('does not reach the logs of a stack whose name begins alike', () => {
    const group = (name: string) => `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${name}`;
    for (const name of ['/Pi/jobs', '/aws/events/Pi', '/aws/events/Pi:*']) {
      expect([name, allows(policy, 'logs:DeleteLogGroup', group(name))]).toEqual([name, true]);
    }
    for (const name of ['/Pizza/jobs', '/aws/events/Pizza']) {
      expect([name, allows(policy, 'logs:DeleteLogGroup', group(name))]).toEqual([name, false]);
    }
  });

  it('can tag and delete what CloudFormation tags for nobody, by the name that it bears', () => {
    const { Action = [] } = policy.find(({ Sid }) => Sid?.includes('LaunchTemplate')) ?? {};
    const handlers = handlerCalls('AWS::EC2::LaunchTemplate', ['update', 'delete']);
    const changing = handlers.filter((action) => !action.startsWith('ec2:Describe'));
    expect([...Action].sort()).toEqual([...new Set(changing)].sort());
  });

  it('leaves room in its boundary for every role of the stack', () => {
    const pi = evaluatePi();
    for (const role of policyHolders(pi)) {
      for (const { Action, Resource } of allowed(pi, role)) {
        for (const action of Action) {
          for (const resource of Resource) {
            expect([role, action, resource, allows(boundary, action, resource)]).toEqual([
              role,
              action,
              resource,
              true,
            ]);
          }
        }
      }
    }
  });
});

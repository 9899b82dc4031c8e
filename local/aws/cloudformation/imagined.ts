/**
 * Resources that this machine has no use for: they get a name and attributes of the right form, and
 * nothing else. What is neither here nor in `modelled.ts` fails the stack.
 */
import { randomBytes } from 'node:crypto';

export interface Naming {
  /** A name as CloudFormation makes them up. */
  readonly generated: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** @param resource for example `role/Name` */
  arn(service: string, resource: string): string;
  /** An ARN of a service without regions. */
  globalArn(service: string, resource: string): string;
}

export interface Imagined {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

const id = (prefix: string) => `${prefix}-${randomBytes(9).toString('hex').slice(0, 17)}`;

const ec2 = (prefix: string) => (): Imagined => ({ ref: id(prefix) });

const named = (property: string, naming: Naming) =>
  String(naming.properties[property] ?? naming.generated);

const path = (naming: Naming) => String(naming.properties['Path'] ?? '/').slice(1);

export const IMAGINED: Readonly<Record<string, (naming: Naming) => Imagined>> = {
  'AWS::EC2::VPC': () => {
    const ref = id('vpc');
    return { ref, attributes: { VpcId: ref } };
  },
  'AWS::EC2::InternetGateway': ec2('igw'),
  'AWS::EC2::VPCGatewayAttachment': ec2('IGW'),
  'AWS::EC2::RouteTable': ec2('rtb'),
  'AWS::EC2::Route': ec2('r'),
  'AWS::EC2::SubnetRouteTableAssociation': ec2('rtbassoc'),
  'AWS::EC2::VPCEndpoint': ec2('vpce'),
  'AWS::EC2::Subnet': () => {
    const ref = id('subnet');
    return { ref, attributes: { SubnetId: ref } };
  },
  'AWS::EC2::SecurityGroup': () => {
    const ref = id('sg');
    return { ref, attributes: { GroupId: ref } };
  },
  'AWS::EC2::LaunchTemplate': () => ({
    ref: id('lt'),
    attributes: { LatestVersionNumber: '1', DefaultVersionNumber: '1' },
  }),
  'AWS::IAM::Role': (naming) => {
    const ref = named('RoleName', naming);
    return {
      ref,
      attributes: {
        Arn: naming.globalArn('iam', `role/${path(naming)}${ref}`),
        RoleId: id('AROA'),
      },
    };
  },
  'AWS::IAM::InstanceProfile': (naming) => {
    const ref = named('InstanceProfileName', naming);
    return {
      ref,
      attributes: { Arn: naming.globalArn('iam', `instance-profile/${path(naming)}${ref}`) },
    };
  },
  'AWS::IAM::Policy': (naming) => ({ ref: naming.generated }),
  'AWS::IAM::ManagedPolicy': (naming) => ({
    ref: naming.globalArn('iam', `policy/${named('ManagedPolicyName', naming)}`),
  }),
  'AWS::Events::Rule': (naming) => {
    const ref = named('Name', naming);
    return { ref, attributes: { Arn: naming.arn('events', `rule/${ref}`) } };
  },
  'AWS::Logs::ResourcePolicy': (naming) => ({ ref: named('PolicyName', naming) }),
};

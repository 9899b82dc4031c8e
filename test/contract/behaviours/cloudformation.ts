/** Stacks: made, described, refused. */
import {
  CreateStackCommand,
  type CreateStackCommandInput,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { type Behaviour, freshName, refused, same, type World } from '../world.ts';

const area = 'CloudFormation';
const BREAKS = {
  says: 'does not look at it, and breaks later with an answer that is no XML',
  fails: 'the error: "Error" instead of "ValidationError"',
};

let prefixes = 0;

/** Of the names of a stack, so that two that are made by mistake do not get in each other's way. */
function freshPrefix(): string {
  prefixes += 1;
  return `Refused${prefixes}`;
}

function create(
  world: World,
  parameters: Readonly<Record<string, string>>,
  input: Partial<CreateStackCommandInput> = {},
) {
  return world.cloudFormation.send(
    new CreateStackCommand({
      StackName: freshName(),
      TemplateBody: world.template,
      Capabilities: ['CAPABILITY_IAM'],
      Parameters: Object.entries({ NamePrefix: freshPrefix(), ...parameters }).map(
        ([key, value]) => ({
          ParameterKey: key,
          ParameterValue: value,
        }),
      ),
      ...input,
    }),
  );
}

const describe = (world: World, StackName: string) =>
  world.cloudFormation.send(new DescribeStacksCommand({ StackName }));

export const cloudFormation: readonly Behaviour[] = [
  {
    area,
    says: 'DescribeStacks gives the status and the outputs of a stack',
    check: async (world) => {
      const { Stacks } = await describe(world, world.stack);
      same(Stacks?.[0]?.StackStatus, 'CREATE_COMPLETE', 'status');
      const keys = (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey }) => OutputKey);
      const needed = ['JobQueueArn', 'CalculateJobDefinitionArn', 'SummarizeJobDefinitionArn'];
      same(
        needed.filter((key) => !keys.includes(key)),
        [],
        'missing outputs',
      );
    },
  },
  {
    area,
    says: 'The outputs hold the exact revision of each definition',
    check: async ({ outputs, stack }) => {
      const arn = outputs['CalculateJobDefinitionArn'] ?? '';
      const name = /^arn:aws[a-z-]*:batch:[a-z0-9-]+:\d{12}:job-definition\/(.+):\d+$/.exec(
        arn,
      )?.[1];
      same(name, `${stack}-Calculate`, arn);
    },
  },
  {
    area,
    says: 'DescribeStacks of a stack that there is not is refused as a ValidationError that says so',
    check: async (world) => {
      const error = await refused(describe(world, 'Nothing'), 'ValidationError');
      same(error.message, 'Stack with id Nothing does not exist', 'message');
    },
  },
  {
    area,
    says: 'CreateStack refuses the name of a stack that there is',
    check: async (world) => {
      const call = create(world, { Image: world.image }, { StackName: world.stack });
      await refused(call, 'AlreadyExistsException');
    },
  },
  {
    area,
    says: 'CreateStack refuses a parameter without a value',
    check: async (world) => {
      await refused(create(world, {}), 'ValidationError');
    },
  },
  {
    area,
    says: 'CreateStack refuses a value that does not match its pattern',
    moto: BREAKS,
    check: async (world) => {
      await refused(create(world, { Image: 'a:tag' }), 'ValidationError');
    },
  },
  {
    area,
    says: 'CreateStack refuses parameters that break a rule, with its description',
    moto: BREAKS,
    check: async (world) => {
      const SubnetIds = 'subnet-01234567';
      const error = await refused(
        create(world, { Image: world.image, SubnetIds }),
        'ValidationError',
      );
      same(error.message.includes('SubnetIds needs VpcId'), true, error.message);
    },
  },
  {
    area,
    says: 'CreateStack needs the capability to make roles',
    moto: { says: 'takes it', fails: 'the call was not refused' },
    check: async (world) => {
      const call = create(world, { Image: world.image }, { Capabilities: [] });
      await refused(call, 'InsufficientCapabilitiesException');
    },
  },
];

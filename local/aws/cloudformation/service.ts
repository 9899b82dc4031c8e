/** The calls of CloudFormation that this project makes. */
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Clock } from '../clock.ts';
import { AwsError } from '../error.ts';
import { handler, type Output, type Service } from '../service.ts';
import type { Makers } from './modelled.ts';
import { bindParameters, validationError } from './parameters.ts';
import { Stack, type StackOutput } from './stack.ts';
import { parseTemplate, type Template } from './template.ts';

const STACK_NAME = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, 'must be letters, digits and -, a letter first'),
);
/** A template that is sent inline. */
const MAX_TEMPLATE_BYTES = 51_200;

/** A list that may be absent; the query protocol sends an empty one as empty text. */
function list<Item extends v.GenericSchema>(item: Item) {
  const empty = v.pipe(
    v.literal(''),
    v.transform((): v.InferOutput<Item>[] => []),
  );
  return v.optional(v.union([v.array(item), empty]), []);
}

const creation = {
  StackName: STACK_NAME,
  TemplateBody: v.pipe(v.string(), v.maxBytes(MAX_TEMPLATE_BYTES)),
  Parameters: list(v.strictObject({ ParameterKey: v.string(), ParameterValue: v.string() })),
  Capabilities: list(v.string()),
  Tags: list(v.strictObject({ Key: v.string(), Value: v.string() })),
  ClientRequestToken: v.optional(v.string()),
};

type Creation = v.InferOutput<v.StrictObjectSchema<typeof creation, undefined>>;

interface Deployed {
  readonly stack: Stack;
  readonly input: Creation;
  readonly created: Date;
  status: 'CREATE_IN_PROGRESS' | 'CREATE_COMPLETE' | 'ROLLBACK_COMPLETE';
  reason?: string;
  outputs: StackOutput[];
}

export function cloudFormationService(makers: Makers, clock: Clock): Service {
  /** By id. */
  const stacks = new Map<string, Deployed>();
  const find = (nameOrId: string) =>
    stacks.get(nameOrId) ?? [...stacks.values()].find(({ stack }) => stack.name === nameOrId);

  const create = (input: Creation): Output => {
    if (find(input.StackName)) {
      throw new AwsError('AlreadyExistsException', `Stack [${input.StackName}] already exists`);
    }
    const template = parseTemplate(input.TemplateBody);
    checkCapabilities(template, input.Capabilities);
    const given = new Map(input.Parameters.map((each) => [each.ParameterKey, each.ParameterValue]));
    const parameters = bindParameters(template.Parameters, given);
    const id = makers.arns.of('cloudformation', `stack/${input.StackName}/${randomUUID()}`);
    const stack = new Stack(input.StackName, id, template, parameters, makers);
    const created = new Date(clock.now());
    const deployed: Deployed = { stack, input, created, status: 'CREATE_IN_PROGRESS', outputs: [] };
    stacks.set(id, deployed);
    clock.after(0, () => build(deployed));
    return { StackId: id };
  };

  const describe = (StackName: string | undefined): Output => {
    if (StackName === undefined) return { Stacks: [...stacks.values()].map(describeStack) };
    const found = find(StackName);
    if (!found) throw validationError(`Stack with id ${StackName} does not exist`);
    return { Stacks: [describeStack(found)] };
  };

  return {
    name: 'cloudformation',
    handlers: {
      CreateStack: handler(creation, 'ValidationError', create),
      DescribeStacks: handler(
        { StackName: v.optional(v.string()), NextToken: v.optional(v.string()) },
        'ValidationError',
        (input) => describe(input.StackName),
      ),
    },
  };
}

function build(deployed: Deployed): void {
  try {
    deployed.outputs = deployed.stack.create();
    deployed.status = 'CREATE_COMPLETE';
  } catch (error) {
    deployed.stack.rollBack();
    deployed.status = 'ROLLBACK_COMPLETE';
    deployed.reason = error instanceof Error ? error.message : String(error);
  }
}

function checkCapabilities(template: Template, given: readonly string[]): void {
  const roles = Object.values(template.Resources).filter(({ Type }) =>
    Type.startsWith('AWS::IAM::'),
  );
  if (roles.length === 0 || given.includes('CAPABILITY_NAMED_IAM')) return;
  const named = roles.some(({ Properties }) =>
    Object.keys(Properties).some((name) => /^(Role|InstanceProfile|ManagedPolicy)Name$/.test(name)),
  );
  if (named || !given.includes('CAPABILITY_IAM')) {
    const needed = named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM';
    throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${needed}]`);
  }
}

function describeStack({ stack, input, created, status, reason, outputs }: Deployed): Output {
  return {
    StackName: stack.name,
    StackId: stack.id,
    Description: stack.template.Description,
    CreationTime: created,
    StackStatus: status,
    StackStatusReason: reason,
    DisableRollback: false,
    Capabilities: input.Capabilities,
    Parameters: [...stack.parameters].map(([ParameterKey, value]) => ({
      ParameterKey,
      ParameterValue: [value].flat().join(','),
    })),
    Outputs: outputs,
    Tags: input.Tags,
  };
}

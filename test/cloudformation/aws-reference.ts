/**
 * What AWS itself says of its permissions, as cfn-lint ships it: the service authorization
 * reference, and what CloudFormation's handler of each resource type calls. Needs the Python
 * environment that `npm test` sets up.
 */
import { readdirSync, readFileSync } from 'node:fs';

const lib = '.venv/lib';
const [python = 'no Python in .venv: run npm test once'] = readdirSync(lib);
const data = `${lib}/${python}/site-packages/cfnlint/data`;

const json = (file: string): unknown => JSON.parse(readFileSync(`${data}/${file}`, 'utf8'));

interface ActionReference {
  /** Kinds of resource that a policy can narrow the action to; none when it cannot. */
  readonly Resources?: readonly string[];
}

const services = json('AdditionalSpecs/Policies.json') as Readonly<
  Record<string, { readonly Actions: Readonly<Record<string, ActionReference>> }>
>;

/** @param action for example `sqs:SendMessage` */
export function reference(action: string): ActionReference | undefined {
  const [service = '', name = ''] = action.toLowerCase().split(':');
  return services[service]?.Actions[name];
}

/** Whether a policy can name resources for it. @throws {Error} when AWS knows no such action */
export function canBeNarrowed(action: string): boolean {
  const found = reference(action);
  if (!found) throw new Error(`AWS knows no action ${action}`);
  return (found.Resources ?? []).length > 0;
}

type Operation = 'create' | 'read' | 'update' | 'delete';

const files = json('schemas/providers/us-east-1.json') as Readonly<Record<string, string>>;

/**
 * @param type a resource type, for example `AWS::EC2::VPC`
 * @returns what its handler calls, with the service in lower case
 */
export function handlerCalls(type: string, operations: readonly Operation[]): readonly string[] {
  const { handlers } = json(`schemas/resources/${files[type]}.json`) as {
    readonly handlers: Readonly<
      Partial<Record<Operation, { readonly permissions: readonly string[] }>>
    >;
  };
  return operations
    .flatMap((operation) => handlers[operation]?.permissions ?? [])
    .map((action) => action.replace(/^[^:]+/, (service) => service.toLowerCase()));
}

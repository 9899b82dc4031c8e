/** Works a template out for given parameters, with made-up ids for what only AWS can name. */
import { readFileSync } from 'node:fs';
import { NO_VALUE, resolve, type Scope, truth } from '../../local/aws/cloudformation/intrinsics.ts';
import { bindParameters } from '../../local/aws/cloudformation/parameters.ts';
import { parseTemplate, type TemplateResource } from '../../local/aws/cloudformation/template.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-9';

export type Properties = Readonly<Record<string, unknown>>;

export interface Resource {
  readonly type: string;
  readonly properties: Properties;
  readonly source: TemplateResource;
}

export interface Evaluated {
  /** Those whose condition holds, by logical id. */
  readonly resources: ReadonlyMap<string, Resource>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Why these parameters are refused, before anything is created. */
  readonly refusals: readonly string[];
}

export const PI = 'cloudformation/pi.yaml';
export const BOOTSTRAP = 'cloudformation/bootstrap.yaml';

export const IMAGE = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/pi@sha256:${'0'.repeat(64)}`;

/** ARNs that policies are compared by; any other attribute is a word that nothing else contains. */
function attribute(id: string, name: string, { Type }: TemplateResource, own: Properties): string {
  if (name === 'Arn' && Type === 'AWS::IAM::Role') {
    return `arn:aws:iam::${ACCOUNT}:role${own['Path'] ?? '/'}${id}`;
  }
  if (name === 'Arn' && Type === 'AWS::Logs::LogGroup') {
    return `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${own['LogGroupName']}:*`;
  }
  if (name === 'Arn' && Type === 'AWS::ECR::Repository') {
    return `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/pi`;
  }
  return `<${id}.${name}>`;
}

/**
 * @throws {Error} when the template cannot be read, or a parameter breaks its own constraints
 */
export function evaluate(file: string, given: Readonly<Record<string, string>>): Evaluated {
  const template = parseTemplate(readFileSync(file, 'utf8'));
  const parameters = bindParameters(template.Parameters, new Map(Object.entries(given)));
  const find = (id: string): TemplateResource => {
    const resource = template.Resources[id];
    if (!resource) throw new Error(`${file}: there is no ${id}`);
    return resource;
  };
  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::AccountId': ACCOUNT,
    'AWS::NoValue': NO_VALUE,
    'AWS::Partition': 'aws',
    'AWS::Region': REGION,
    'AWS::StackName': 'a-stack',
    'AWS::URLSuffix': 'amazonaws.com',
  };
  const scope: Scope = {
    ref: (name) => {
      if (parameters.has(name)) return parameters.get(name);
      if (name in pseudo) return pseudo[name];
      const { LogGroupName } = find(name).Properties;
      return LogGroupName === undefined ? `<${name}>` : resolve(LogGroupName, scope);
    },
    attribute: (id, name) => {
      const resource = find(id);
      return attribute(id, name, resource, resolve(named(resource), scope) as Properties);
    },
    condition: (name) => truth(template.Conditions[name], scope),
    mapped: () => undefined,
  };
  const exists = ({ Condition }: { Condition?: string | undefined }) =>
    Condition === undefined || scope.condition(Condition);
  return {
    resources: new Map(
      Object.entries(template.Resources)
        .filter(([, resource]) => exists(resource))
        .map(([id, source]) => [
          id,
          {
            type: source.Type,
            properties: resolve(source.Properties, scope) as Properties,
            source,
          },
        ]),
    ),
    outputs: Object.fromEntries(
      Object.entries(template.Outputs)
        .filter(([, output]) => exists(output))
        .map(([name, { Value }]) => [name, resolve(Value, scope)]),
    ),
    refusals: Object.values(template.Rules).flatMap(({ RuleCondition, Assertions }) =>
      RuleCondition !== undefined && !truth(RuleCondition, scope)
        ? []
        : Assertions.filter(({ Assert }) => !truth(Assert, scope)).map(
            ({ AssertDescription = '' }) => AssertDescription,
          ),
    ),
  };
}

/** The properties that make up a name, so that an attribute never needs another attribute. */
const named = ({ Properties: { Path, LogGroupName } }: TemplateResource) => ({
  ...(Path === undefined ? {} : { Path }),
  ...(LogGroupName === undefined ? {} : { LogGroupName }),
});

/** pi.yaml with nothing but what has no default. */
export const evaluatePi = (given: Readonly<Record<string, string>> = {}): Evaluated =>
  evaluate(PI, { Image: IMAGE, ...given });

export const GITHUB = {
  GitHubOwner: 'octo-org',
  GitHubOwnerId: '4711',
  GitHubRepository: 'pi.demo',
  GitHubRepositoryId: '815',
} as const;

export const evaluateBootstrap = (given: Readonly<Record<string, string>> = {}): Evaluated =>
  evaluate(BOOTSTRAP, { ...GITHUB, ...given });

/** A resource's properties; none when the template does not make it. */
export const propertiesOf = ({ resources }: Evaluated, id: string): Properties =>
  resources.get(id)?.properties ?? {};

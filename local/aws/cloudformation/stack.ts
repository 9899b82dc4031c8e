/** One stack: its template worked out, its resources made in the order in which they need each other. */
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { ACCOUNT } from '../arns.ts';
import { IMAGINED } from './imagined.ts';
import { NO_VALUE, resolve, type Scope, templateError, truth } from './intrinsics.ts';
import { type Made, type Makers, MODELLED } from './modelled.ts';
import { validationError } from './parameters.ts';
import type { Template, TemplateResource } from './template.ts';

export interface StackOutput {
  readonly OutputKey: string;
  readonly OutputValue: string;
  readonly Description: string | undefined;
}

export class Stack {
  readonly name: string;
  readonly id: string;
  readonly template: Template;
  readonly parameters: ReadonlyMap<string, string | string[]>;
  readonly #makers: Makers;
  readonly #made = new Map<string, Made>();
  readonly #making = new Set<string>();
  readonly #scope: Scope = {
    ref: (name) => this.#ref(name),
    attribute: (resource, name) => this.#attribute(resource, name),
    condition: (name) => this.#condition(name),
    mapped: (map, top, second) => this.template.Mappings[map]?.[top]?.[second],
  };

  /** @throws {AwsError} ValidationError, when a rule forbids the parameters or a type is not known */
  constructor(
    name: string,
    id: string,
    template: Template,
    parameters: ReadonlyMap<string, string | string[]>,
    makers: Makers,
  ) {
    this.name = name;
    this.id = id;
    this.template = template;
    this.parameters = parameters;
    this.#makers = makers;
    this.#checkRules();
    const unknown = Object.values(template.Resources)
      .map(({ Type }) => Type)
      .filter((type) => !Object.hasOwn(MODELLED, type) && !Object.hasOwn(IMAGINED, type));
    if (unknown.length > 0) {
      throw validationError(
        `Template format error: Unrecognized resource types: [${[...new Set(unknown)].join(', ')}]`,
      );
    }
  }

  /** Makes every resource whose condition holds. @throws what the first that cannot be made says */
  create(): StackOutput[] {
    for (const name of Object.keys(this.template.Resources)) {
      if (this.#exists(name)) this.#make(name);
    }
    return Object.entries(this.template.Outputs)
      .filter(([, { Condition }]) => Condition === undefined || this.#condition(Condition))
      .map(([OutputKey, { Value, Description }]) => ({
        OutputKey,
        OutputValue: String(resolve(Value, this.#scope)),
        Description,
      }));
  }

  /** Removes what was made, last first. */
  rollBack(): void {
    for (const made of [...this.#made.values()].reverse()) made.remove();
    this.#made.clear();
  }

  #checkRules(): void {
    for (const [name, { RuleCondition, Assertions }] of Object.entries(this.template.Rules)) {
      if (RuleCondition !== undefined && !truth(RuleCondition, this.#scope)) continue;
      const broken = Assertions.find(({ Assert }) => !truth(Assert, this.#scope));
      if (broken) {
        throw validationError(
          `Rule ${name} is broken: ${broken.AssertDescription ?? 'no description'}`,
        );
      }
    }
  }

  #exists(name: string): boolean {
    const condition = this.template.Resources[name]?.Condition;
    return condition === undefined || this.#condition(condition);
  }

  #condition(name: string): boolean {
    if (!Object.hasOwn(this.template.Conditions, name)) {
      throw templateError(`Unresolved condition ${name}`);
    }
    return truth(this.template.Conditions[name], this.#scope);
  }

  #make(name: string): Made {
    const made = this.#made.get(name);
    if (made) return made;
    const resource = this.template.Resources[name];
    if (!resource) throw templateError(`Unresolved resource dependencies [${name}]`);
    if (this.#making.has(name))
      throw templateError(`Circular dependency between resources: [${name}]`);
    this.#making.add(name);
    for (const other of [resource.DependsOn].flat()) if (this.#exists(other)) this.#make(other);
    // Metadata may tie a resource to others, as its properties do.
    resolve(resource.Metadata, this.#scope);
    const created = describing(name, () => this.#create(name, resource));
    this.#making.delete(name);
    this.#made.set(name, created);
    return created;
  }

  #create(name: string, { Type, Properties }: TemplateResource): Made {
    const properties = Object(resolve(Properties, this.#scope));
    const suffix = randomBytes(6).toString('hex').toUpperCase();
    const generated = `${this.name}-${name}-${suffix}`;
    const { arns } = this.#makers;
    const model = MODELLED[Type];
    if (model) return model(properties, generated, this.#makers);
    const imagined = IMAGINED[Type]?.({
      generated,
      properties,
      arn: (service, resource) => arns.of(service, resource),
      globalArn: (service, resource) => `arn:aws:${service}::${ACCOUNT}:${resource}`,
    });
    return { ref: generated, attributes: {}, ...imagined, remove: () => undefined };
  }

  #ref(name: string): unknown {
    if (this.parameters.has(name)) return this.parameters.get(name);
    const pseudo: Readonly<Record<string, unknown>> = {
      'AWS::NoValue': NO_VALUE,
      'AWS::Region': this.#makers.arns.region,
      'AWS::AccountId': ACCOUNT,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': this.name,
      'AWS::StackId': this.id,
      'AWS::NotificationARNs': [],
    };
    return Object.hasOwn(pseudo, name) ? pseudo[name] : this.#make(name).ref;
  }

  #attribute(resource: string, name: string): string {
    const { attributes } = this.#make(resource);
    const value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (value === undefined) {
      throw templateError(`the local AWS knows no attribute ${name} of resource ${resource}`);
    }
    return value;
  }
}

/** Says which resource it was that could not be made, and which of its properties. */
function describing<T>(name: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof v.ValiError)) throw error;
    const [issue] = error.issues;
    const path = issue ? v.getDotPath(issue) : null;
    throw validationError(`resource ${name}, property ${path ?? '?'}: ${error.message}`);
  }
}

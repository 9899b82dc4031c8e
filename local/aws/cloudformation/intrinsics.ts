/** Works out a template's intrinsic functions. Pure: what names mean is asked of a Scope. */
import { AwsError } from '../error.ts';

/** What the names in a template stand for. */
export interface Scope {
  /** A parameter, a resource or a pseudo parameter; NO_VALUE for AWS::NoValue. */
  ref(name: string): unknown;
  attribute(resource: string, name: string): unknown;
  condition(name: string): boolean;
  /** An entry of a mapping; undefined when there is none. */
  mapped(map: string, top: string, second: string): unknown;
}

/** What `AWS::NoValue` stands for: the member or element that has it is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** A value of the template with every function replaced by what it gives. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value.map((each) => resolve(each, scope)).filter((each) => each !== NO_VALUE);
  }
  if (typeof value !== 'object' || value === null) return value;
  const call = asCall(value);
  if (call) return apply(call[0], call[1], scope);
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, each]) => [name, resolve(each, scope)] as const)
      .filter(([, each]) => each !== NO_VALUE),
  );
}

/** A condition of the template. */
export function truth(value: unknown, scope: Scope): boolean {
  const [name, argument] = (typeof value === 'object' && value && asCondition(value)) || [];
  switch (name) {
    case 'Condition':
      return scope.condition(text(argument, scope));
    case 'Fn::And':
      return list(argument).every((each) => truth(each, scope));
    case 'Fn::Or':
      return list(argument).some((each) => truth(each, scope));
    case 'Fn::Not':
      return !truth(list(argument)[0], scope);
    case 'Fn::Equals': {
      const [left, right] = list(argument).map((each) => resolve(each, scope));
      return JSON.stringify(left) === JSON.stringify(right) || String(left) === String(right);
    }
    case 'Fn::Contains': {
      const [all, one] = list(argument).map((each) => resolve(each, scope));
      return list(all).map(String).includes(String(one));
    }
    case 'Fn::EachMemberIn': {
      const [some, all] = list(argument).map((each) => list(resolve(each, scope)).map(String));
      return (some ?? []).every((each) => all?.includes(each));
    }
    default:
      throw templateError(`${JSON.stringify(value)} is not a condition`);
  }
}

type Apply = (argument: unknown, scope: Scope) => unknown;

const FUNCTIONS: Readonly<Record<string, Apply>> = {
  Ref: (argument, scope) => scope.ref(text(argument, scope)),
  'Fn::GetAtt': (argument, scope) => {
    const [resource, name] = Array.isArray(argument) ? argument : String(argument).split(/\.(.*)/s);
    return scope.attribute(String(resource), text(name, scope));
  },
  'Fn::If': (argument, scope) => {
    const [condition, yes, no] = list(argument);
    return resolve(scope.condition(String(condition)) ? yes : no, scope);
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = list(argument);
    return list(resolve(parts, scope)).join(text(separator, scope));
  },
  'Fn::Split': (argument, scope) => {
    const [separator, whole] = list(argument);
    return text(whole, scope).split(text(separator, scope));
  },
  'Fn::Select': (argument, scope) => {
    const [index, all] = list(argument);
    const found = list(resolve(all, scope))[Number(resolve(index, scope))];
    if (found === undefined) throw templateError('Fn::Select cannot select nonexistent value');
    return found;
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map = '', top = '', second = ''] = list(argument).map((each) => text(each, scope));
    const found = scope.mapped(map, top, second);
    if (found === undefined) {
      throw templateError(`Unable to get mapping for ${map}::${top}::${second}`);
    }
    return found;
  },
  'Fn::GetAZs': (_argument, scope) =>
    ['a', 'b'].map((zone) => `${scope.ref('AWS::Region')}${zone}`),
  'Fn::Base64': (argument, scope) => Buffer.from(text(argument, scope)).toString('base64'),
  'Fn::Sub': (argument, scope) => {
    const [template, values] = Array.isArray(argument) ? argument : [argument, {}];
    if (typeof template !== 'string') throw templateError('Fn::Sub: text is needed');
    return substitute(template, Object(values), scope);
  },
};

function apply(name: string, argument: unknown, scope: Scope): unknown {
  const run = FUNCTIONS[name];
  if (!run) throw templateError(`the local AWS does not know the function ${name}`);
  return run(argument, scope);
}

/** `${Name}` and `${Resource.Attribute}`; `${!Literal}` stays as `${Literal}`. */
function substitute(template: string, values: object, scope: Scope): string {
  const own = new Map(Object.entries(values));
  return template.replace(/\$\{(!?)([^}]+)\}/g, (_all, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (own.has(name)) return text(own.get(name), scope);
    const [resource = '', attribute] = name.split(/\.(.*)/s);
    const value = attribute ? scope.attribute(resource, attribute) : scope.ref(name);
    return Array.isArray(value) ? value.join(',') : String(value);
  });
}

/** A map of one member whose name is a function's. */
function asCall(value: object): [name: string, argument: unknown] | undefined {
  const [entry, ...more] = Object.entries(value);
  return entry && more.length === 0 && /^(Ref$|Fn::)/.test(entry[0]) ? entry : undefined;
}

function asCondition(value: object): [name: string, argument: unknown] | undefined {
  const [entry, ...more] = Object.entries(value);
  return more.length === 0 ? entry : undefined;
}

function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw templateError(`a list is needed where there is ${JSON.stringify(value)}`);
}

function text(value: unknown, scope: Scope): string {
  const found = resolve(value, scope);
  if (typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean') {
    return String(found);
  }
  throw templateError(`text is needed where there is ${JSON.stringify(value)}`);
}

/** What a template says that cannot be. */
export function templateError(message: string): AwsError {
  return new AwsError('ValidationError', `Template error: ${message}`);
}

/** Gives a template's parameters their values, and refuses those that its constraints forbid. */
import * as v from 'valibot';
import { AwsError } from '../error.ts';

const scalar = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));
const bound = v.optional(v.pipe(scalar, v.transform(Number)));

const Parameter = v.strictObject({
  Type: v.picklist(['String', 'Number', 'CommaDelimitedList', 'List<Number>']),
  Default: v.optional(scalar),
  Description: v.optional(v.string()),
  AllowedValues: v.optional(v.array(scalar)),
  AllowedPattern: v.optional(v.string()),
  ConstraintDescription: v.optional(v.string()),
  MinLength: bound,
  MaxLength: bound,
  MinValue: bound,
  MaxValue: bound,
  NoEcho: v.optional(v.unknown()),
});

type Parameter = v.InferOutput<typeof Parameter>;

/**
 * @param declared the template's Parameters
 * @param given by name, as the caller sent them
 * @returns the value of each, a list for the list types
 * @throws {AwsError} ValidationError, naming the parameter
 */
export function bindParameters(
  declared: Readonly<Record<string, unknown>>,
  given: ReadonlyMap<string, string>,
): Map<string, string | string[]> {
  const unknown = [...given.keys()].filter((name) => !Object.hasOwn(declared, name));
  if (unknown.length > 0) {
    throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  }
  const texts = new Map<string, [Parameter, string]>();
  const missing: string[] = [];
  for (const [name, raw] of Object.entries(declared)) {
    const parsed = v.safeParse(Parameter, raw);
    if (!parsed.success) {
      throw validationError(
        `Template format error: parameter ${name}: ${parsed.issues[0].message}`,
      );
    }
    const value = given.get(name) ?? parsed.output.Default;
    if (value === undefined) missing.push(name);
    else texts.set(name, [parsed.output, value]);
  }
  if (missing.length > 0) {
    throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  }
  return new Map(
    [...texts].map(([name, [parameter, text]]) => [name, bind(name, parameter, text)]),
  );
}

function bind(name: string, parameter: Parameter, text: string): string | string[] {
  const isList = parameter.Type !== 'String' && parameter.Type !== 'Number';
  const values = isList ? text.split(',').map((each) => each.trim()) : [text];
  for (const value of values) {
    const wrong = violation(parameter, value);
    if (wrong === undefined) continue;
    throw validationError(
      parameter.ConstraintDescription === undefined
        ? `Parameter '${name}' ${wrong}`
        : `Parameter ${name} failed to satisfy constraint: ${parameter.ConstraintDescription}`,
    );
  }
  return isList ? values : text;
}

/** What a value does not do that it must. */
function violation(parameter: Parameter, value: string): string | undefined {
  const { AllowedValues, AllowedPattern, MinLength, MaxLength, MinValue, MaxValue } = parameter;
  const outside = (size: number, min = -Infinity, max = Infinity) => size < min || size > max;
  if (parameter.Type.includes('Number') && !/^\s*-?\d+(\.\d+)?\s*$/.test(value)) {
    return 'must be a number';
  }
  if (AllowedValues && !AllowedValues.includes(value)) return 'must be one of AllowedValues';
  if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(value)) {
    return `must match pattern ${AllowedPattern}`;
  }
  if (outside(value.length, MinLength, MaxLength)) return 'must have a length within its bounds';
  if (parameter.Type.includes('Number') && outside(Number(value), MinValue, MaxValue)) {
    return 'must be a number within its bounds';
  }
  return undefined;
}

/** What CloudFormation says of most things that are wrong with a call. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

/** Reads IAM policies and decides, as IAM would, what they allow. */
import * as v from 'valibot';
import type { Evaluated, Resource } from './evaluate.ts';

const oneOrMore = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((value) => [value].flat()),
);
const Conditions = v.record(v.string(), v.record(v.string(), oneOrMore));

/** Strict: NotAction, NotResource and Deny have no place in these templates. */
const Statement = v.strictObject({
  Sid: v.optional(v.string()),
  Effect: v.literal('Allow'),
  Principal: v.optional(v.record(v.string(), oneOrMore)),
  Action: oneOrMore,
  Resource: v.optional(oneOrMore, []),
  Condition: v.optional(Conditions, {}),
});
export type Statement = v.InferOutput<typeof Statement>;

const Document = v.object({ Version: v.literal('2012-10-17'), Statement: v.array(Statement) });

export const statements = (document: unknown): readonly Statement[] =>
  v.parse(Document, document).Statement;

const Role = v.object({
  AssumeRolePolicyDocument: v.unknown(),
  Policies: v.optional(
    v.array(v.object({ PolicyName: v.string(), PolicyDocument: v.unknown() })),
    [],
  ),
  ManagedPolicyArns: v.optional(v.array(v.string()), []),
});

function get({ resources }: Evaluated, id: string): Resource {
  const found = resources.get(id);
  if (!found) throw new Error(`the template makes no ${id}`);
  return found;
}

/** Who may assume a role, and when. */
export function trust(template: Evaluated, role: string): readonly Statement[] {
  return statements(v.parse(Role, get(template, role).properties).AssumeRolePolicyDocument);
}

/** Everything a role allows: its own policies and the managed policies of the same template. */
export function allowed(template: Evaluated, id: string): readonly Statement[] {
  const { type, properties } = get(template, id);
  if (type === 'AWS::IAM::ManagedPolicy') return statements(properties['PolicyDocument']);
  const { Policies, ManagedPolicyArns } = v.parse(Role, properties);
  return [
    ...Policies.flatMap(({ PolicyDocument }) => statements(PolicyDocument)),
    // The template's own, which a Ref gives as `<LogicalId>`.
    ...ManagedPolicyArns.flatMap((arn) => allowed(template, arn.slice(1, -1))),
  ];
}

/** Each action once, in order. */
export const actions = (policy: readonly Statement[]): readonly string[] =>
  [...new Set(policy.flatMap(({ Action }) => Action))].sort();

function matches(pattern: string, text: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replaceAll(/[\\^$.+?()[\]{}|]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`).test(text);
}

/**
 * Whether some statement allows an action on a resource. Conditions are not looked at; a pattern as
 * `resource` asks whether all that it matches is allowed, `*` being matched by `*` alone.
 */
export function allows(policy: readonly Statement[], action: string, resource: string): boolean {
  return policy.some(
    ({ Action, Resource }) =>
      Action.some((each) => matches(each, action)) &&
      Resource.some((each) => matches(each, resource)),
  );
}

/** IDs of all roles, and of managed policies, which are held to the same rules. */
export const policyHolders = ({ resources }: Evaluated): readonly string[] =>
  [...resources]
    .filter(([, { type }]) => type === 'AWS::IAM::Role' || type === 'AWS::IAM::ManagedPolicy')
    .map(([id]) => id);

/** Reads a template, YAML or JSON, with CloudFormation's short forms written out. */
import * as v from 'valibot';
import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { AwsError } from '../error.ts';

const section = v.optional(v.record(v.string(), v.unknown()), {});

const Resource = v.strictObject({
  Type: v.string(),
  Condition: v.optional(v.string()),
  DependsOn: v.optional(v.union([v.string(), v.array(v.string())]), []),
  Properties: section,
  Metadata: v.optional(v.unknown()),
  DeletionPolicy: v.optional(v.string()),
  UpdateReplacePolicy: v.optional(v.string()),
});

const Rule = v.strictObject({
  RuleCondition: v.optional(v.unknown()),
  Assertions: v.array(
    v.strictObject({ Assert: v.unknown(), AssertDescription: v.optional(v.string()) }),
  ),
});

const Output = v.strictObject({
  Value: v.unknown(),
  Description: v.optional(v.string()),
  Condition: v.optional(v.string()),
  Export: v.optional(v.unknown()),
});

const Template = v.strictObject({
  AWSTemplateFormatVersion: v.optional(v.literal('2010-09-09')),
  Description: v.optional(v.string()),
  Metadata: v.optional(v.unknown()),
  Parameters: section,
  Mappings: v.optional(
    v.record(v.string(), v.record(v.string(), v.record(v.string(), v.unknown()))),
    {},
  ),
  Conditions: section,
  Rules: v.optional(v.record(v.string(), Rule), {}),
  Resources: v.record(v.string(), Resource),
  Outputs: v.optional(v.record(v.string(), Output), {}),
});

export type Template = v.InferOutput<typeof Template>;
export type TemplateResource = v.InferOutput<typeof Resource>;

/** Short forms whose long form has no `Fn::`. */
const BARE = new Set(['!Ref', '!Condition']);

/** @throws {AwsError} ValidationError, saying what of the template cannot be read */
export function parseTemplate(body: string): Template {
  const document = parseDocument(body, { logLevel: 'silent' });
  const [error] = document.errors;
  if (error) throw formatError(error.message);
  const parsed = v.safeParse(Template, toValue(document.contents));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw formatError(`${v.getDotPath(issue) ?? 'the template'}: ${issue.message}`);
}

function formatError(message: string): AwsError {
  return new AwsError('ValidationError', `Template format error: ${message}`);
}

function toValue(node: Node | null | undefined): unknown {
  if (!node) return null;
  if (isAlias(node))
    throw formatError('YAML aliases are not supported in CloudFormation templates');
  const plain = untagged(node);
  const { tag } = node;
  if (tag === undefined || !/^![A-Za-z]/.test(tag)) return plain;
  const name = BARE.has(tag) ? tag.slice(1) : `Fn::${tag.slice(1)}`;
  // !GetAtt alone has a short form of its argument as well.
  const argument = tag === '!GetAtt' && typeof plain === 'string' ? splitAttribute(plain) : plain;
  return { [name]: argument };
}

function untagged(node: Node): unknown {
  if (isScalar(node)) return node.value;
  if (isSeq<Node>(node)) return node.items.map(toValue);
  if (!isMap<Node, Node>(node)) throw formatError('what is neither a value, a list nor a map');
  return Object.fromEntries(
    node.items.map(({ key, value }) => [String(toValue(key)), toValue(value)]),
  );
}

function splitAttribute(text: string): string[] {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}

import { describe, expect, it } from '@jest/globals';
import {
  NO_VALUE,
  resolve,
  type Scope,
  truth,
} from '../../../../local/aws/cloudformation/intrinsics.ts';
import { parseTemplate } from '../../../../local/aws/cloudformation/template.ts';

/** Keeps what CloudFormation substitutes from being substituted by TypeScript. */
const D = '$';

const scope: Scope = {
  ref: (name) => {
    const values: Record<string, unknown> = {
      Name: 'Pi',
      List: ['a', 'b'],
      'AWS::Region': 'local-1',
      'AWS::NoValue': NO_VALUE,
    };
    return values[name];
  },
  attribute: (resource, name) => `${resource}/${name}`,
  condition: (name) => name === 'Yes',
  mapped: (map, top, second) => (map === 'Map' && top === 'Pi' ? second : undefined),
};

/** The value that this YAML has as a property. */
function value(yaml: string): unknown {
  const template = parseTemplate(`Resources: { R: { Type: T, Properties: { P: ${yaml} } } }`);
  return resolve(template.Resources['R']?.Properties['P'], scope);
}

function condition(yaml: string): boolean {
  return truth(
    parseTemplate(`{ Conditions: { C: ${yaml} }, Resources: {} }`).Conditions['C'],
    scope,
  );
}

describe('a function', () => {
  it.each([
    ['!Ref Name', 'Pi'],
    ['{ Ref: Name }', 'Pi'],
    ['!Ref List', ['a', 'b']],
    ['!GetAtt R.A.B', 'R/A.B'],
    ['!GetAtt [R, A]', 'R/A'],
    ['{ Fn::GetAtt: [R, A] }', 'R/A'],
    [`!Sub '${D}{Name}-${D}{R.Arn}-${D}{!Name}'`, `Pi-R/Arn-${D}{Name}`],
    [`!Sub ['${D}{Mine}/${D}{Name}', { Mine: !Ref AWS::Region }]`, 'local-1/Pi'],
    ["!Join [':', [a, !Ref Name]]", 'a:Pi'],
    ["!Join [',', !Ref List]", 'a,b'],
    ["!Split [',', 'x,y']", ['x', 'y']],
    ["!Select [1, !Split ['@', 'a@b']]", 'b'],
    ["!Select [0, !GetAZs '']", 'local-1a'],
    ['!If [Yes, 1, 2]', 1],
    ['!If [No, 1, !If [Yes, { a: !Ref Name }, 3]]', { a: 'Pi' }],
    ['!FindInMap [Map, !Ref Name, Second]', 'Second'],
    ['!Base64 abc', 'YWJj'],
    ['[a, !Ref AWS::NoValue, !If [No, b, !Ref AWS::NoValue]]', ['a']],
    ['{ a: 1, b: !Ref AWS::NoValue }', { a: 1 }],
    ['{ Condition: { StringEquals: { a: b } } }', { Condition: { StringEquals: { a: 'b' } } }],
  ])('%s', (yaml, expected) => {
    expect(value(yaml)).toEqual(expected);
  });

  it.each([
    ['!Select [2, !Ref List]', /nonexistent/],
    ['!FindInMap [Map, No, Second]', /Unable to get mapping for Map::No::Second/],
    ['!Cidr [a, b]', /does not know the function Fn::Cidr/],
    ["!Join [',', a]", /a list is needed/],
    ['!Sub { a: 1 }', /text is needed/],
  ])('%s is refused', (yaml, message) => {
    expect(() => value(yaml)).toThrow(message);
  });
});

describe('a condition', () => {
  it.each([
    ['!Equals [!Ref Name, Pi]', true],
    ["!Equals [1, '1']", true],
    ["!Equals [!Ref Name, '']", false],
    ['!Not [!Condition Yes]', false],
    ['!And [!Condition Yes, !Not [{ Condition: No }]]', true],
    ['!Or [!Condition No, !Equals [a, b]]', false],
    ['!Contains [[a, Pi], !Ref Name]', true],
    ['!EachMemberIn [[a], !Ref List]', true],
    ['!EachMemberIn [[a, c], !Ref List]', false],
  ])('%s', (yaml, expected) => {
    expect(condition(yaml)).toBe(expected);
  });

  it('must be one', () => {
    expect(() => condition('!Ref Name')).toThrow(/is not a condition/);
    expect(() => condition('true')).toThrow(/is not a condition/);
  });
});

import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import {
  COMMANDS,
  parseInputs,
  parseParameters,
} from '../../../actions/deploy-stack/src/inputs.ts';

let defaults: Record<string, string>;

beforeAll(async () => {
  const text = await readFile('actions/deploy-stack/action.yml', 'utf8');
  const { inputs } = parse(text) as { inputs: Record<string, { default?: string }> };
  defaults = Object.fromEntries(
    Object.entries(inputs).map(([name, { default: value }]) => [name, value ?? '']),
  );
});

const inputs = (given: Record<string, string>) => {
  const asked = new Set<string>();
  const parsed = parseInputs((name) => {
    asked.add(name);
    return { ...defaults, ...given }[name] ?? '';
  });
  return { parsed, asked };
};

describe('inputs', () => {
  it('have defaults in action.yml that can be used, and no input that is not read', () => {
    const { parsed, asked } = inputs({ command: 'delete', confirm: 'Pi' });
    expect([...asked].sort()).toEqual(Object.keys(defaults).sort());
    expect(parsed).toEqual({
      command: 'delete',
      stackName: 'Pi',
      template: 'cloudformation/pi.yaml',
      parameters: [],
      capabilities: ['CAPABILITY_NAMED_IAM'],
      timeout: 3_600_000,
      heal: false,
      keepRevisions: 5,
      olderThan: 86_400_000,
    });
  });

  it.each([
    ['command', 'destroy', /command: `destroy` is unknown/],
    ['stack-name', '', /stack-name: it is empty/],
    ['stack-name', '1Pi', /stack-name: `1Pi` cannot be used/],
    ['timeout-minutes', '0', /timeout-minutes: 0 is out of range/],
    ['timeout-minutes', '1e2', /timeout-minutes: `1e2` cannot be used/],
    ['timeout-minutes', '361', /timeout-minutes: 361 is out of range/],
    ['heal', 'yes', /heal: `yes` cannot be used/],
    ['service-role-arn', 'MyRole', /service-role-arn: `MyRole` cannot be used/],
    ['prefix', 'a b', /prefix: `a b` cannot be used/],
    ['keep-revisions', '0', /keep-revisions: 0 is out of range/],
    ['older-than-hours', '', /older-than-hours: it is empty/],
  ])('refuse %s `%s`', (name, value, message) => {
    expect(() => inputs({ command: 'plan', [name]: value })).toThrow(message);
  });

  it.each(['', 'pi', 'Pi2'])('refuse to delete with the confirmation `%s`', (confirm) => {
    expect(() => inputs({ command: 'delete', confirm })).toThrow(/confirm/);
  });
});

describe('the README', () => {
  it('has every input with its default, every output, every command and verdict', async () => {
    const readme = await readFile('actions/deploy-stack/README.md', 'utf8');
    for (const [name, value] of Object.entries(defaults)) {
      const row = readme.split('\n').find((line) => line.startsWith(`| \`${name}\` |`));
      expect([name, row?.split('|')[2]?.trim()]).toEqual([name, value && `\`${value}\``]);
    }
    const { outputs } = parse(await readFile('actions/deploy-stack/action.yml', 'utf8'));
    const { verdict } = outputs as { verdict: { description: string } };
    const verdicts = [...verdict.description.matchAll(/`([a-z-]+)`/g)].map(([, word]) => word);
    expect(verdicts.length).toBeGreaterThan(10);
    for (const name of [...Object.keys(outputs), ...COMMANDS, ...verdicts]) {
      expect(readme).toContain(`\`${name}\``);
    }
  });
});

describe('parameters', () => {
  it('are lines of a name and a value, or of a name alone to keep what the stack has', () => {
    const lines = '# worker\nImage=repo@sha256:a=b\n\n  MaxvCpus = 16 \r\nKeyPair=\nVpcId\n';
    expect(parseParameters(lines)).toEqual([
      { name: 'Image', value: 'repo@sha256:a=b' },
      { name: 'MaxvCpus', value: '16' },
      { name: 'KeyPair', value: '' },
      { name: 'VpcId' },
    ]);
  });

  it.each([
    ['A=1\nB C', /line 2, `B C`/],
    ['=1', /line 1, `=1`/],
    ['A=1\nA=2', /line 2 gives A again/],
  ])('that cannot be used are named by their line', (lines, message) => {
    expect(() => parseParameters(lines)).toThrow(message);
  });
});

/** pi.yaml as data: parameters, job definitions, queue and logs. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as v from 'valibot';
import { parseTemplate } from '../../local/aws/cloudformation/template.ts';
import { simulation } from '../../worker/src/pi/index.ts';
import { evaluatePi, IMAGE, PI, type Properties, propertiesOf, REGION } from './evaluate.ts';

const source = readFileSync(PI, 'utf8');
const template = parseTemplate(source);
const pi = evaluatePi();
const properties = (id: string): Properties => propertiesOf(pi, id);

describe('parameters', () => {
  const Parameter = v.object({
    Type: v.string(),
    Description: v.string(),
    Default: v.optional(v.unknown()),
    AllowedPattern: v.optional(v.string()),
    AllowedValues: v.optional(v.array(v.unknown())),
    ConstraintDescription: v.optional(v.string()),
    MinValue: v.optional(v.number()),
    MaxValue: v.optional(v.number()),
  });

  it.each(Object.entries(template.Parameters))('%s is bounded and says so', (_name, raw) => {
    const parameter = v.parse(Parameter, raw);
    expect(['String', 'Number']).toContain(parameter.Type);
    const bounds = [parameter.AllowedPattern, parameter.AllowedValues, parameter.MaxValue];
    expect(bounds.some((bound) => bound !== undefined)).toBe(true);
    if (parameter.AllowedPattern) expect(parameter.AllowedPattern).toMatch(/^\^.*\$$/);
    if (!parameter.AllowedValues) expect(parameter.ConstraintDescription).toMatch(/^must be /);
  });

  it('leaves only the image without a default', () => {
    const open = Object.entries(template.Parameters).filter(
      ([, raw]) => v.parse(Parameter, raw).Default === undefined,
    );
    expect(open.map(([name]) => name)).toEqual(['Image']);
  });

  it.each([
    { Image: 'pi:latest' },
    { Image: `${IMAGE.split('@')[0]}:latest` },
    { Image: `registry/too/deep@sha256:${'0'.repeat(64)}` },
    { NamePrefix: 'with space' },
    { NamePrefix: 'a'.repeat(21) },
    { Architecture: 'x86' },
    { MinvCpus: '17' },
    { MaxvCpus: '15' },
    { SshSource: '0.0.0.0/0' },
    { SubnetIds: 'subnet-1' },
    { LogRetentionDays: '2' },
  ])('refuses %o', (wrong) => {
    expect(() => evaluatePi(wrong)).toThrow(Object.keys(wrong)[0] ?? '');
  });

  it('holds what the workflows give', () => {
    const lines = readFileSync('cloudformation/pi.parameters', 'utf8').split('\n');
    const given = lines.filter((line) => line !== '' && !line.startsWith('#'));
    const pairs = given.map((line) => /^(\w+)=(.*)$/.exec(line)?.slice(1) ?? [line, '']);
    expect(evaluatePi(Object.fromEntries(pairs)).refusals).toEqual([]);
  });
});

describe('names', () => {
  it('all follow the prefix, so that two stacks can live side by side', () => {
    const names = (prefix: string) =>
      [...evaluatePi({ NamePrefix: prefix }).resources].flatMap(([id, resource]) =>
        Object.entries(resource.properties)
          .filter(([key]) => /^(Name|Path|\w+Name)$/.test(key))
          .map(([key, value]) => `${id}.${key} ${value}`),
      );
    expect(names('Pi')).toEqual(names('Other').map((name) => name.replace('Other', 'Pi')));
    expect(names('Other').filter((name) => !name.includes('Other'))).toEqual([]);
    expect(names('Pi')).toContain('JobQueue.JobQueueName Pi');
    expect(names('Pi')).toContain('CalculateJobDefinition.JobDefinitionName Pi-Calculate');
    expect(names('Pi')).toContain('SummarizeJobDefinition.JobDefinitionName Pi-Summarize');
  });

  it('fit an SQS queue, whatever the prefix', () => {
    expect(`${'P'.repeat(20)}-results-${crypto.randomUUID()}`.length).toBeLessThanOrEqual(80);
  });
});

describe.each([
  ['CalculateJobDefinition', 'calculate', ['samples', 'seed']],
  ['SummarizeJobDefinition', 'summarize', ['arrayJob', 'allowPartial']],
])('%s', (id, command, parameters) => {
  const definition = properties(id);
  const container = definition['ContainerProperties'] as Properties;

  it('runs its command with every parameter, each with a default that is not empty', () => {
    const defaults = definition['Parameters'] as Readonly<Record<string, string>>;
    expect(Object.keys(defaults)).toEqual(parameters);
    expect(Object.values(defaults)).not.toContain('');
    const [first, ...words] = container['Command'] as readonly string[];
    expect(first).toBe(command);
    expect(words.filter((word) => !word.startsWith('--'))).toEqual(
      parameters.map((name) => `Ref::${name}`),
    );
  });

  it('gives the container its environment and nothing else', () => {
    expect(container['Environment']).toEqual([
      { Name: 'AWS_REGION', Value: REGION },
      { Name: 'RESULTS_QUEUE_PREFIX', Value: 'Pi' },
    ]);
  });

  it('is locked down', () => {
    expect(container).toMatchObject({
      Image: IMAGE,
      User: '65532:65532',
      ReadonlyRootFilesystem: true,
      Privileged: false,
    });
  });

  it('loses no line of the log', () => {
    expect(container['LogConfiguration']).toEqual({
      LogDriver: 'awslogs',
      Options: {
        'awslogs-group': '/Pi/jobs',
        'awslogs-region': REGION,
        'awslogs-stream-prefix': command,
        mode: 'blocking',
      },
    });
  });

  it('retries what may pass, in the order of the design, and nothing else', () => {
    expect(definition['RetryStrategy']).toEqual({
      Attempts: 10,
      EvaluateOnExit: [
        { Action: 'RETRY', OnStatusReason: 'Host EC2*' },
        { Action: 'RETRY', OnReason: 'CannotPullContainerError*' },
        { Action: 'RETRY', OnReason: 'DockerTimeoutError*' },
        { Action: 'RETRY', OnExitCode: '75' },
        { Action: 'EXIT', OnReason: '*' },
      ],
    });
  });

  it('keeps revisions for jobs still queued', () => {
    expect(definition['ResourceRetentionPolicy']).toEqual({ SkipDeregisterOnUpdate: true });
  });
});

it('calculates with parameters that the simulation understands', () => {
  const defaults = properties('CalculateJobDefinition')['Parameters'] as Record<string, string>;
  expect(Object.keys(defaults).sort()).toEqual(Object.keys(simulation.defaults).sort());
  expect(() => simulation.parse(defaults)).not.toThrow();
});

it('fits into a request without a bucket', () => {
  expect(Buffer.byteLength(source)).toBeLessThanOrEqual(51_200);
});

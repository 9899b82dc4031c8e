import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readOptions } from '../../../actions/estimate-pi/src/options.ts';
import { readSimulation } from '../../../actions/estimate-pi/src/pi.ts';

const given = (values: Record<string, string>) => (name: string) => values[name] ?? '';

describe('the other inputs', () => {
  it('has the defaults that action.yml shows', async () => {
    const { inputs } = parse(await readFile('actions/estimate-pi/action.yml', 'utf8'));
    const shown = Object.fromEntries(
      Object.entries<{ default: string }>(inputs).map(([name, input]) => [name, input.default]),
    );
    expect(readOptions(given(shown), '?')).toEqual({
      ...readOptions(given({}), '?'),
      stackName: 'Pi',
    });
    expect(readSimulation(given(shown))).toEqual(readSimulation(given({ 'array-size': '100' })));
  });

  it('is described in the README as in action.yml', async () => {
    const { inputs, outputs } = parse(await readFile('actions/estimate-pi/action.yml', 'utf8'));
    const readme = await readFile('actions/estimate-pi/README.md', 'utf8');
    for (const [name, input] of Object.entries<{ default: string }>(inputs)) {
      const shown = input.default === '' ? '' : `\`${input.default}\``;
      const row = readme.split('\n').find((line) => line.startsWith(`| \`${name}\` |`));
      expect([name, row?.split('|')[2]]).toEqual([name, expect.stringContaining(shown)]);
    }
    for (const name of Object.keys(outputs)) expect(readme).toContain(`\`${name}\``);
  });

  it('reads every input that action.yml has, and no other', async () => {
    const { inputs } = parse(await readFile('actions/estimate-pi/action.yml', 'utf8'));
    const read = new Set<string>();
    const listen = (name: string) => {
      read.add(name);
      return name === 'array-size' ? '100' : '';
    };
    readOptions(listen, 'Pi');
    readSimulation(listen);
    expect([...read].sort()).toEqual(Object.keys(inputs).sort());
  });

  it('takes seconds and minutes with decimals', () => {
    const options = readOptions(given({ 'poll-seconds': '0.5', 'timeout-minutes': '1.5' }), 'Pi');
    expect(options).toMatchObject({ pollMs: 500, timeoutMinutes: 1.5 });
  });

  it.each([
    ['stack-name', 'my stack', 'the name of a CloudFormation stack'],
    ['poll-seconds', '0', 'a number from 0.2 to 300'],
    ['poll-seconds', '5s', 'a number from 0.2 to 300'],
    ['timeout-minutes', '1e9', 'a number from 0.1 to 10080'],
    ['on-child-failure', 'ignore', 'fail or partial'],
    ['wait', 'no', 'true or false'],
    ['array-job-id', '../x', 'the id of a Batch job'],
  ])('refuses %s = %j', (name, value, wanted) => {
    expect(() => readOptions(given({ [name]: value }), 'Pi')).toThrow(
      `Input ${name}: ${JSON.stringify(value)} is not ${wanted}`,
    );
  });

  it('reads the ids to attach to', () => {
    const attach = (values: Record<string, string>) => readOptions(given(values), 'Pi').attach;
    expect(attach({})).toBeUndefined();
    expect(attach({ 'array-job-id': 'a' })).toEqual({ arrayJobId: 'a' });
    expect(attach({ 'array-job-id': 'a', 'summarize-job-id': 's' })).toEqual({
      arrayJobId: 'a',
      summarizeJobId: 's',
    });
  });

  it('wants the array job to a summarize job', () => {
    expect(() => readOptions(given({ 'summarize-job-id': 'abc' }), 'Pi')).toThrow(
      'Input summarize-job-id: needs array-job-id as well',
    );
  });
});

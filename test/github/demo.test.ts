/** The button that runs an array job: every input of the action, with the action's own default. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as v from 'valibot';
import { parse } from 'yaml';
import { expression, jobs, workflows } from './workflows.ts';

const Inputs = v.record(
  v.string(),
  v.object({
    description: v.string(),
    default: v.optional(v.union([v.string(), v.boolean()]), ''),
  }),
);
const Manifest = v.object({ inputs: Inputs });
const Dispatch = v.object({ workflow_dispatch: v.object({ inputs: Inputs }) });

const { inputs: action } = v.parse(
  Manifest,
  parse(readFileSync('actions/estimate-pi/action.yml', 'utf8')),
);
const workflow = workflows.find(({ file }) => file === 'demo.yml')?.workflow;
const { inputs } = v.parse(Dispatch, workflow?.on).workflow_dispatch;
const step = jobs
  .find(([name]) => name === 'demo.yml estimate')?.[1]
  .steps.find(({ id }) => id === 'estimate');

describe.each(Object.keys(action))('%s', (name) => {
  if (name === 'stack-name') {
    it('is what the repository deploys', () => {
      expect(step?.with[name]).toBe(expression('vars.StackName'));
    });
    return;
  }

  it('can be given, and is handed on', () => {
    expect(inputs).toHaveProperty([name]);
    expect(step?.with[name]).toBe(expression(`inputs.${name}`));
  });

  it('has the default of the action', () => {
    expect(String(inputs[name]?.default)).toBe(String(action[name]?.default));
  });
});

it('asks for nothing that the action does not know', () => {
  expect(Object.keys(inputs).filter((name) => !(name in action))).toEqual([]);
});

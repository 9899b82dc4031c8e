import { describe, expect, it } from '@jest/globals';
import {
  deployRequest,
  parameterList,
} from '../../../../actions/deploy-stack/src/change-set/request.ts';
import type { Inputs } from '../../../../actions/deploy-stack/src/inputs.ts';
import type { Stack } from '../../../../actions/deploy-stack/src/stack/stack.ts';

describe('parameters of a change set', () => {
  it('give a value, keep the one that the stack has, or leave it to the template', () => {
    const given = [{ name: 'A', value: '' }, { name: 'B' }, { name: 'New' }];
    expect(parameterList(given, ['A', 'B', 'C'])).toEqual([
      { ParameterKey: 'A', ParameterValue: '' },
      { ParameterKey: 'B', UsePreviousValue: true },
    ]);
  });

  it.each(['CREATE', 'UPDATE'] as const)('of type %s keep nothing that is not there', (type) => {
    const inputs = { stackName: 'Pi', parameters: [{ name: 'Image' }], capabilities: [] };
    const stack = { parameterNames: ['Image'] } as unknown as Stack;
    const { input } = deployRequest(inputs as unknown as Inputs, '{}', { type, stack });
    expect(input.Parameters).toHaveLength(type === 'UPDATE' ? 1 : 0);
  });
});

import { describe, expect, it } from '@jest/globals';
import { parameterList } from '../../../../actions/deploy-stack/src/change-set/request.ts';

describe('parameters of a change set', () => {
  it('give a value, keep the one that the stack has, or leave it to the template', () => {
    const given = [{ name: 'A', value: '' }, { name: 'B' }, { name: 'New' }];
    expect(parameterList(given, ['A', 'B', 'C'])).toEqual([
      { ParameterKey: 'A', ParameterValue: '' },
      { ParameterKey: 'B', UsePreviousValue: true },
    ]);
  });
});

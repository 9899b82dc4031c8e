import { describe, expect, it } from '@jest/globals';
import { resultsPrefix } from '../../../../actions/deploy-stack/src/runs/result-queues.ts';

describe('the prefix of result queues', () => {
  it('is the one given, or what the stack says, or its name', () => {
    const outputs = new Map([['ResultsQueuePrefix', 'Said']]);
    expect(resultsPrefix('Given', outputs, 'Name')).toBe('Given');
    expect(resultsPrefix(undefined, outputs, 'Name')).toBe('Said');
    expect(resultsPrefix(undefined, new Map(), 'Name')).toBe('Name');
    expect(resultsPrefix(undefined, undefined, 'Name')).toBe('Name');
  });
});

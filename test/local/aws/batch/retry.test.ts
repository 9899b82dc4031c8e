import { describe, expect, it } from '@jest/globals';
import type { ExitRule } from '../../../../local/aws/batch/model.ts';
import { retries } from '../../../../local/aws/batch/retry.ts';

const rules = (...evaluateOnExit: ExitRule[]) => ({ attempts: 3, evaluateOnExit });
const host = 'Host EC2 (instance i-0abc) terminated.';

describe('retries', () => {
  it.each([
    ['no rule at all', rules(), { exitCode: 1 }, true],
    ['no rule that matches', rules({ action: 'EXIT', onExitCode: '64' }), { exitCode: 1 }, true],
    [
      'the first of two',
      rules({ action: 'EXIT', onExitCode: '1' }, { action: 'RETRY', onReason: '*' }),
      { exitCode: 1 },
      false,
    ],
    [
      'a prefix',
      rules({ action: 'RETRY', onStatusReason: 'Host EC2*' }, { action: 'EXIT', onReason: '*' }),
      { statusReason: host },
      true,
    ],
    [
      'a prefix only at the start',
      rules({ action: 'EXIT', onStatusReason: 'EC2*' }),
      { statusReason: host },
      true,
    ],
    ['a literal only whole', rules({ action: 'EXIT', onExitCode: '7' }), { exitCode: 75 }, true],
    [
      'an exit code by its start',
      rules({ action: 'EXIT', onExitCode: '7*' }),
      { exitCode: 75 },
      false,
    ],
    [
      'every pattern of a rule',
      rules({ action: 'EXIT', onExitCode: '1', onReason: 'OutOfMemory*' }),
      { exitCode: 1 },
      true,
    ],
    ['* matches what is absent', rules({ action: 'EXIT', onReason: '*' }), { exitCode: 1 }, false],
    [
      'another pattern does not',
      rules({ action: 'EXIT', onExitCode: '1*' }),
      { statusReason: host },
      true,
    ],
    [
      'an asterisk inside is literal',
      rules({ action: 'EXIT', onReason: 'a*b*' }),
      { reason: 'axb' },
      true,
    ],
  ])('%s', (_name, strategy, exit, expected) => {
    expect(retries(strategy, exit, 1)).toBe(expected);
  });

  it('ends with the attempts, whatever the rules say', () => {
    expect(retries(rules({ action: 'RETRY', onReason: '*' }), { exitCode: 1 }, 2)).toBe(true);
    expect(retries(rules({ action: 'RETRY', onReason: '*' }), { exitCode: 1 }, 3)).toBe(false);
  });
});

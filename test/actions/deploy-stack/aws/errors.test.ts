import { describe, expect, it } from '@jest/globals';
import {
  alreadyExists,
  describeError,
  hasNoRegion,
  isDenied,
  isExpired,
  isMissingChangeSet,
  isMissingQueue,
  isMissingStack,
  isOvertaken,
  isTransient,
  isUnknownCaller,
  saysNoChanges,
} from '../../../../actions/deploy-stack/src/aws/errors.ts';

const error = (name: string, message = '', more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });
const http = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

describe('errors of AWS', () => {
  it.each([
    [error('Throttling', 'Rate exceeded', http(400)), true],
    [error('TooManyRequestsException', '', http(429)), true],
    [error('InternalFailure', '', http(500)), true],
    [error('Error', 'socket hang up', { code: 'ECONNRESET' }), true],
    [error('TimeoutError', 'Connection timed out'), true],
    [error('ValidationError', 'no', http(400)), false],
    [error('AccessDenied', 'no', http(403)), false],
    [new TypeError('of ours'), false],
    ['text', false],
  ])('%s pass: %s', (thrown, passes) => {
    expect(isTransient(thrown)).toBe(passes);
  });

  it.each([
    ['expired credentials', isExpired, error('ExpiredToken')],
    ['no credentials', isUnknownCaller, error('CredentialsProviderError')],
    ['no region', hasNoRegion, error('Error', 'Region is missing')],
    ['a refusal', isDenied, error('AccessDeniedException')],
    ['no stack', isMissingStack, error('ValidationError', 'Stack with id Pi does not exist')],
    ['no change set', isMissingChangeSet, error('ChangeSetNotFoundException')],
    ['no queue', isMissingQueue, error('AWS.SimpleQueueService.NonExistentQueue')],
    ['a name that is taken', alreadyExists, error('AlreadyExistsException')],
    ['an obsolete change set', isOvertaken, error('InvalidChangeSetStatusException')],
    ['a change set that another deleted', isOvertaken, error('ChangeSetNotFound')],
    [
      'an operation that goes on',
      isOvertaken,
      error('ValidationError', 'Stack:x is in UPDATE_IN_PROGRESS state and can not be updated.'),
    ],
    [
      'one that a deletion has to wait for',
      isOvertaken,
      error('ValidationError', 'Stack x cannot be deleted while in status UPDATE_IN_PROGRESS'),
    ],
    [
      "another's drift detection",
      isOvertaken,
      error('ValidationError', 'Drift detection is already in progress for stack x'),
    ],
  ])('tell %s from a plain mistake', (_what, tells, thrown) => {
    expect(tells(thrown)).toBe(true);
    expect(tells(error('ValidationError', 'Template format error'))).toBe(false);
  });

  it.each([
    ["The submitted information didn't contain changes. Submit different information", true],
    ['No updates are to be performed.', true],
    ['Template error: undefined resource', false],
  ])('`%s` means no changes: %s', (reason, none) => {
    expect(saysNoChanges(reason)).toBe(none);
  });

  it('are described on one line', () => {
    const thrown = error('SyntaxError', 'Unexpected token\n  see the hidden field');
    expect(describeError(thrown)).toBe('SyntaxError: Unexpected token');
    expect(describeError('plain')).toBe('plain');
    expect(describeError('a\r::stop-commands::x')).toBe('a');
  });
});

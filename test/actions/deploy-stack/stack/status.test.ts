import { StackStatus as Names } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from '@jest/globals';
import { StackStatus } from '../../../../actions/deploy-stack/src/stack/status.ts';

/** What an apply does with a stack in each status that the SDK knows. */
const APPLY: Record<
  Names,
  'wait' | 'create' | 'update' | 'delete first' | 'continue' | 'refuse' | 'gone'
> = {
  CREATE_COMPLETE: 'update',
  CREATE_FAILED: 'delete first',
  CREATE_IN_PROGRESS: 'wait',
  DELETE_COMPLETE: 'gone',
  DELETE_FAILED: 'delete first',
  DELETE_IN_PROGRESS: 'wait',
  IMPORT_COMPLETE: 'update',
  IMPORT_IN_PROGRESS: 'wait',
  IMPORT_ROLLBACK_COMPLETE: 'update',
  IMPORT_ROLLBACK_FAILED: 'refuse',
  IMPORT_ROLLBACK_IN_PROGRESS: 'wait',
  REVIEW_IN_PROGRESS: 'create',
  ROLLBACK_COMPLETE: 'delete first',
  ROLLBACK_FAILED: 'delete first',
  ROLLBACK_IN_PROGRESS: 'wait',
  UPDATE_COMPLETE: 'update',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'wait',
  UPDATE_FAILED: 'refuse',
  UPDATE_IN_PROGRESS: 'wait',
  UPDATE_ROLLBACK_COMPLETE: 'update',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'wait',
  UPDATE_ROLLBACK_FAILED: 'continue',
  UPDATE_ROLLBACK_IN_PROGRESS: 'wait',
};

function predicates(status: StackStatus): string[] {
  return [
    status.inProgress && 'wait',
    status.isShell && 'create',
    status.takesUpdates && 'update',
    status.mustBeDeletedFirst && 'delete first',
    status.rollbackIsStuck && 'continue',
    status.isDeleted && 'gone',
  ].filter((one) => one !== false);
}

describe('the status of a stack', () => {
  it.each(Object.values(Names))('%s allows one thing and no other', (name) => {
    const expected = APPLY[name] === 'refuse' ? [] : [APPLY[name]];
    expect(predicates(new StackStatus(name))).toEqual(expected);
  });

  it('is a success only where an operation did what it was meant to', () => {
    const successes = Object.values(Names).filter((name) => new StackStatus(name).succeeded);
    expect(successes).toEqual(['CREATE_COMPLETE', 'UPDATE_COMPLETE']);
  });
});

/**
 * What the status of a stack allows.
 *
 *     (none) ──CREATE change set──▶ REVIEW_IN_PROGRESS ──▶ CREATE_IN_PROGRESS ──▶ CREATE_COMPLETE
 *                                                             └▶ ROLLBACK_* : can only be deleted
 *     *_COMPLETE ──UPDATE change set──▶ UPDATE_IN_PROGRESS ──▶ UPDATE_COMPLETE
 *                                          └▶ UPDATE_ROLLBACK_COMPLETE : takes updates again
 *                                          └▶ UPDATE_ROLLBACK_FAILED : the rollback must go on first
 *
 * Source: "Stack status codes" in the CloudFormation User Guide.
 */
import type { StackStatus as Name } from '@aws-sdk/client-cloudformation';

const DELETE_FIRST: readonly Name[] = [
  'CREATE_FAILED',
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'DELETE_FAILED',
];

/**
 * Not UPDATE_FAILED, where somebody's update without rollback leaves a stack: that takes nothing but
 * another one without rollback, or a rollback.
 */
const TAKES_UPDATES: readonly Name[] = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
];

const DETECTS_DRIFT: readonly Name[] = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'UPDATE_ROLLBACK_FAILED',
];

/** A stack's status as a value. */
export class StackStatus {
  readonly name: Name;

  constructor(name: Name) {
    this.name = name;
  }

  /** An operation is going on; wait for it. A shell's REVIEW_IN_PROGRESS would last for ever. */
  get inProgress(): boolean {
    return this.name.endsWith('_IN_PROGRESS') && !this.isShell;
  }

  /** A change set was made for a stack that did not exist, and has not been executed. */
  get isShell(): boolean {
    return this.name === 'REVIEW_IN_PROGRESS';
  }

  /** Nothing in it was ever complete, or its deletion stuck: it takes no other operation. */
  get mustBeDeletedFirst(): boolean {
    return DELETE_FIRST.includes(this.name);
  }

  /** The rollback of an update failed: it must be continued before anything else. */
  get rollbackIsStuck(): boolean {
    return this.name === 'UPDATE_ROLLBACK_FAILED';
  }

  get takesUpdates(): boolean {
    return TAKES_UPDATES.includes(this.name);
  }

  get detectsDrift(): boolean {
    return DETECTS_DRIFT.includes(this.name);
  }

  /** The operation that led here did what it was meant to do. */
  get succeeded(): boolean {
    return this.name === 'CREATE_COMPLETE' || this.name === 'UPDATE_COMPLETE';
  }

  get isDeleted(): boolean {
    return this.name === 'DELETE_COMPLETE';
  }

  toString(): string {
    return this.name;
  }
}

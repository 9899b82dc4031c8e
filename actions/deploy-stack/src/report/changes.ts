/** The changes of a change set as a table that a reviewer can read. Pure. */
import type { Change, ResourceChange, ResourceChangeDetail } from '@aws-sdk/client-cloudformation';
import { bold, code, redact, table, text } from './markdown.ts';

/** Characters of a value beyond which only the name of its property is shown. */
const SHORT = 72;

const ACTIONS: Readonly<Record<string, string>> = {
  Add: 'Add',
  Modify: 'Modify',
  Remove: 'Remove',
  Import: 'Import',
  Dynamic: 'Decided while deploying',
  SyncWithActual: 'Nothing but its drift status',
};

/** What loses a resource is set in bold, so that nobody can overlook it. */
function action(change: ResourceChange): string {
  const keeps = change.PolicyAction?.endsWith('Retain') ? ' (the old one is kept)' : '';
  if (change.Replacement === 'True') return `${bold('Replace')}${keeps}`;
  if (change.Replacement === 'Conditional') return `${bold('Modify, perhaps replace')}${keeps}`;
  if (change.Action === 'Remove') return `${bold('Remove')}${keeps}`;
  return text(ACTIONS[change.Action ?? ''] ?? change.Action);
}

function value(raw: string): string {
  return raw === '' ? 'empty' : code(raw);
}

/** One property: its path, its values where they are short, and whether it forces a replacement. */
function property({ Target: target = {} }: ResourceChangeDetail): string {
  const path = target.Path?.replace(/^\/Properties\//, '').replaceAll('/', '.') ?? target.Name;
  const name = code(path ?? target.Attribute);
  const { BeforeValue: before, AfterValue: after } = target;
  const isShort =
    before !== undefined && after !== undefined && (before + after).length <= SHORT * 2;
  const values = isShort && before !== after ? ` ${value(before)} → ${value(after)}` : '';
  const recreated = target.RequiresRecreation === 'Always' ? ` (${bold('replaces it')})` : '';
  return `${name}${values}${recreated}`;
}

function properties(change: ResourceChange): string {
  const shown = (change.Details ?? []).map(property);
  return [...new Set(shown)].join('<br>') || (change.Scope ?? []).map((s) => text(s)).join(', ');
}

function resourceChanges(changes: readonly Change[]): readonly ResourceChange[] {
  return changes.flatMap((change) => change.ResourceChange ?? []);
}

/** @returns a Markdown table, empty if there is no change */
export function changesTable(changes: readonly Change[]): string {
  const rows = resourceChanges(changes).map((change) => [
    action(change),
    code(change.LogicalResourceId),
    text(change.ResourceType),
    properties(change),
  ]);
  return table(['Action', 'Resource', 'Type', 'Properties'], rows);
}

/** @returns for example `2 added, 1 replaced, 3 modified`, of a change set that is not empty */
export function countChanges(changes: readonly Change[]): string {
  const kinds = ['added', 'replaced', 'modified', 'removed', 'other'] as const;
  const counts = new Map<string, number>();
  for (const change of resourceChanges(changes)) {
    const kind = kindOf(change);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const parts = kinds.flatMap((kind) => (counts.has(kind) ? `${counts.get(kind)} ${kind}` : []));
  return parts.join(', ') || 'no resource, only outputs or settings of the stack';
}

function kindOf(change: ResourceChange): 'added' | 'replaced' | 'modified' | 'removed' | 'other' {
  if (change.Replacement === 'True') return 'replaced';
  if (change.Action === 'Add') return 'added';
  if (change.Action === 'Modify') return 'modified';
  return change.Action === 'Remove' ? 'removed' : 'other';
}

/** @returns one line a change, for the log */
export function changeLines(changes: readonly Change[]): readonly string[] {
  return resourceChanges(changes).map((change) => {
    const replaced = change.Replacement === 'True' ? ', REPLACED' : '';
    return `${change.Action} ${change.LogicalResourceId} (${redact(change.ResourceType ?? '')})${replaced}`;
  });
}

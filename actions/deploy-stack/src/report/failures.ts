/** The failures of an operation as a section of the report. Pure. */
import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { Section } from '../failure.ts';
import { code, table, text } from './markdown.ts';

/** @param failures the cause first, as `rankFailures` returns them */
export function failureSection(failures: readonly StackEvent[]): readonly Section[] {
  if (failures.length === 0) return [];
  const rows = failures.map((event) => [
    event.Timestamp?.toISOString().slice(11, 19) ?? '',
    code(event.LogicalResourceId),
    text(event.ResourceType),
    text(event.ResourceStatus),
    text(event.ResourceStatusReason),
  ]);
  const body = table(['Time (UTC)', 'Resource', 'Type', 'Status', 'Reason'], rows);
  return [{ title: 'What failed, the cause first', body }];
}

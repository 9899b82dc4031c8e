/** What has drifted as a table. Pure. */
import type { PropertyDifference, StackResourceDrift } from '@aws-sdk/client-cloudformation';
import { bold, code, table, text } from './markdown.ts';

/** Characters of a value beyond which it is cut. */
const SHORT = 120;

function value(raw: string | undefined): string {
  if (raw === undefined || raw === '' || raw === 'null') return 'nothing';
  return code(raw.length > SHORT ? `${raw.slice(0, SHORT)}…` : raw);
}

function difference({
  PropertyPath: path,
  ExpectedValue,
  ActualValue,
}: PropertyDifference): string {
  const name = code(path?.replace(/^\//, '').replaceAll('/', '.'));
  return `${name} is ${value(ActualValue)}, deployed as ${value(ExpectedValue)}`;
}

/** @returns a Markdown table, empty if nothing has drifted. */
export function driftTable(drifts: readonly StackResourceDrift[]): string {
  const rows = drifts.map((drift) => [
    code(drift.LogicalResourceId),
    text(drift.ResourceType),
    drift.StackResourceDriftStatus === 'DELETED' ? bold('Deleted') : 'Changed',
    (drift.PropertyDifferences ?? []).map(difference).join('<br>'),
  ]);
  return table(['Resource', 'Type', 'Drift', 'Properties'], rows);
}

/** XML of the query protocols: elements by name, lists as repeated `<member>` or `<item>`. */

/** Text that is safe between two tags. */
export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/**
 * Writes a value's content, without an element of its own.
 *
 * @param list the name of a list's elements: `member` for CloudFormation, `item` for EC2
 */
export function toXml(value: unknown, list: 'member' | 'item'): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) {
    return value.map((each) => `<${list}>${toXml(each, list)}</${list}>`).join('');
  }
  if (typeof value !== 'object') return escapeXml(String(value));
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => `<${name}>${toXml(each, list)}</${name}>`)
    .join('');
}

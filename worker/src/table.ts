/** Columns of text, lined up. */

/**
 * @param rows the cells; a row may be shorter than others
 * @param align one letter a column, `l` or `r`; further columns are aligned left
 * @returns one line a row, indented by one, without spaces at its end
 */
export function table(rows: readonly (readonly string[])[], align = ''): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  const pad = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return align[column] === 'r' ? cell.padStart(width) : cell.padEnd(width);
  };
  return rows.map((row) => ` ${row.map(pad).join('  ')}`.trimEnd());
}

/** Sets of indices, written as people write them. */

/**
 * The numbers from 0 to `size` - 1 that are not present, as ranges: `3-5,9`.
 *
 * @param limit the longest text, 1 or more; whole ranges give way to a closing `…`
 * @returns the empty text when none is missing
 */
export function missingRanges(
  present: (index: number) => boolean,
  size: number,
  limit: number,
): string {
  let text = '';
  let shorter = '…';
  for (const range of gaps(present, size)) {
    const longer = text === '' ? range : `${text},${range}`;
    if (longer.length > limit) return shorter;
    text = longer;
    if (text.length + 2 <= limit) shorter = `${text},…`;
  }
  return text;
}

function* gaps(present: (index: number) => boolean, size: number): Generator<string> {
  let first = -1;
  for (let index = 0; index <= size; index++) {
    const missing = index < size && !present(index);
    if (missing && first < 0) first = index;
    if (!missing && first >= 0) {
      yield first === index - 1 ? `${first}` : `${first}-${index - 1}`;
      first = -1;
    }
  }
}

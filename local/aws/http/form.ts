/** Input of the query protocols: `Parameters.member.1.ParameterKey=Image` and the like. */

type Tree = { [name: string]: string | Tree };

/**
 * Reads a form body as nested input. Numbered names become lists, `member` disappears.
 *
 * @returns the members, without `Action` and `Version`
 */
export function decodeForm(form: URLSearchParams): Record<string, unknown> {
  const root: Tree = {};
  for (const [key, value] of form) {
    if (key === 'Action' || key === 'Version') continue;
    insert(
      root,
      key.split('.').filter((part) => part !== 'member'),
      value,
    );
  }
  return Object.fromEntries(Object.entries(root).map(([name, tree]) => [name, toValue(tree)]));
}

function insert(root: Tree, path: readonly string[], value: string): void {
  let tree = root;
  path.forEach((part, depth) => {
    if (depth === path.length - 1) {
      set(tree, part, value);
      return;
    }
    const next = Object.hasOwn(tree, part) ? tree[part] : undefined;
    const child: Tree = typeof next === 'object' ? next : {};
    set(tree, part, child);
    tree = child;
  });
}

/** Sets an own member whatever its name, `__proto__` included. */
function set(tree: Tree, name: string, value: string | Tree): void {
  Object.defineProperty(tree, name, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

function toValue(tree: string | Tree): unknown {
  if (typeof tree === 'string') return tree;
  const entries = Object.entries(tree);
  if (entries.length > 0 && entries.every(([name]) => /^[1-9]\d*$/.test(name))) {
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, each]) => toValue(each));
  }
  return Object.fromEntries(entries.map(([name, each]) => [name, toValue(each)]));
}

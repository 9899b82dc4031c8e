/**
 * A transform for the AssemblyScript compiler, which unrolls no loops: a loop
 * `for (let i = 0; i < UNROLLED; i++) { ... }` becomes its body, as many times as the constant
 * UNROLLED of that source says, with `i` a constant in each.
 */
import { CommonFlags, Node, NodeKind } from 'assemblyscript';
import { Transform } from 'assemblyscript/transform';

const BOUND = 'UNROLLED';

/** @returns the number that the constant of this source is initialised with, if it has one */
function boundOf(source) {
  for (const statement of source.statements) {
    if (statement.kind !== NodeKind.Variable) continue;
    for (const { name, initializer } of statement.declarations) {
      if (name.text === BOUND) return Number(initializer.range.toString());
    }
  }
  return 0;
}

/** The loop's body in a block of its own that begins with `const i = <value>`. */
function bodyWith(loop, value) {
  const { body, initializer, range } = loop;
  // The compiler's own global: an i64 as its syntax tree holds it.
  const literal = Node.createIntegerLiteralExpression(globalThis.i64_new(value), range);
  const { name, type } = initializer.declarations[0];
  const constant = Node.createVariableDeclaration(
    name,
    null,
    CommonFlags.Const,
    type,
    literal,
    range,
  );
  const declaration = Node.createVariableStatement(null, [constant], range);
  return Node.createBlockStatement([declaration, ...body.statements], body.range);
}

/** Replaces the loops bounded by the constant in a statement, at any depth. */
function unroll(statement, times) {
  if (statement.kind === NodeKind.FunctionDeclaration || statement.kind === NodeKind.For) {
    if (statement.body) unroll(statement.body, times);
  } else if (statement.kind === NodeKind.Block) {
    statement.statements = statement.statements.flatMap((inner) => {
      if (inner.kind === NodeKind.For && inner.condition?.right?.text === BOUND) {
        return Array.from({ length: times }, (_, i) => bodyWith(inner, i));
      }
      unroll(inner, times);
      return [inner];
    });
  }
}

export default class Unroll extends Transform {
  afterParse(parser) {
    for (const source of parser.sources) {
      const times = boundOf(source);
      if (times > 0) for (const statement of source.statements) unroll(statement, times);
    }
  }
}

import type { Expression } from './expression.ts';
import { parseExpression } from './parse-expression.ts';

/** Whether a filter has a condition on one of these fields. Throws as `parseExpression` does. */
export function mentions(text: string, fields: readonly string[]): boolean {
  return hasField(parseExpression({ text, flag: '--filter' }), fields);
}

function hasField(expression: Expression, fields: readonly string[]): boolean {
  if (expression.kind === 'condition') return fields.includes(expression.field.toLowerCase());
  if (expression.kind === 'not') return hasField(expression.of, fields);
  return expression.of.some((part) => hasField(part, fields));
}

/** How a condition compares: exactly, not exactly, contains, does not contain, less than, more than. */
export const OPERATORS = ['=', '!=', '~', '!~', '<', '>'] as const;

export type Operator = (typeof OPERATORS)[number];

/** What stands behind a field: `=alice`. */
export interface Comparison {
  readonly operator: Operator;
  readonly value: string;
  /** Where the value begins in the text. */
  readonly at: number;
}

/** `user=alice`, or a field alone: `online`. */
export interface Condition {
  readonly kind: 'condition';
  /** As it was typed. */
  readonly field: string;
  /** Where the field begins in the text. */
  readonly at: number;
  readonly comparison: Comparison | null;
}

/** A filter as it was written, before anybody asked which fields there are. */
export type Expression =
  | Condition
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Expression[] };

/** The shortest text that reads back as the same expression. */
export function printFilter(expression: Expression): string {
  switch (expression.kind) {
    case 'condition': {
      const { field, comparison } = expression;
      return comparison === null ? field : `${field}${comparison.operator}${printValue(comparison.value)}`;
    }
    case 'not':
      return `!${inParentheses(expression.of, ['and', 'or'])}`;
    case 'and':
      return expression.of.map((part) => inParentheses(part, ['and', 'or'])).join(' and ');
    case 'or':
      return expression.of.map((part) => inParentheses(part, ['or'])).join(' or ');
  }
}

/** A value as a filter holds it: in quotes where it needs them. */
export function printValue(value: string): string {
  const isPlain = /^[^\s"'()=!~<>][^\s"'()]*$/.test(value);
  return isPlain ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

function inParentheses(part: Expression, kinds: readonly Expression['kind'][]): string {
  return kinds.includes(part.kind) ? `(${printFilter(part)})` : printFilter(part);
}

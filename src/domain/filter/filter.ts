import { bindCondition, findField, type Test } from './bind-condition.ts';
import { type Expression, printFilter } from './expression.ts';
import type { FilterFields } from './field.ts';
import type { FilterSource } from './filter-error.ts';
import { parseExpression } from './parse-expression.ts';

/*
 * How to filter. Each noun has one table of fields (`nodeFields`, `userFields`, `preAuthKeyFields`, `apiKeyFields`,
 * `routeFields`), from which errors, help and completion take their words. `parseFilter(text, nodeFields)` reads a
 * filter once, before anything is asked of a server, and throws HsError `invalid_value` (exit 2) for whatever is
 * wrong with it; `filter.matches(node, now)` then judges one item at one time (milliseconds since 1970: take it
 * once for a whole list). Several filters hold together through `allOf`. Nothing is swept away for lack of knowledge: a node
 * that is online has been seen just now, whatever time the server kept; one that was never seen counts from when it was
 * registered, for `seen>30d` and `seen<30d` alike; what never ends is neither `expires<7d` nor `expires>7d`.
 */

/** What a list is narrowed to. */
export interface Filter<T> {
  /** The filter as it reads back, for messages. */
  readonly text: string;
  /** @param now milliseconds since 1970 */
  matches(item: T, now: number): boolean;
  /** Whether it depends on that field, by the name that stands in the table of fields. */
  looksAt(field: string): boolean;
}

/**
 * Reads `user=alice and (!online or seen>30d)`.
 * @param flag what it was given with, for messages; one that is short for the filter hides the text
 * @throws HsError `invalid_value`, naming the place and what can be written there
 */
export function parseFilter<T>(text: string, fields: FilterFields<T>, flag = '--filter'): Filter<T> {
  const source = { text, flag };
  const expression = parseExpression(source);
  const names = namesOf(expression, fields);
  return {
    text: printFilter(expression),
    matches: bind(expression, fields, source),
    looksAt: (field) => names.includes(field),
  };
}

/** The filter that holds where all of them do; undefined where there is none. */
export function allOf<T>(filters: readonly Filter<T>[]): Filter<T> | undefined {
  const [first, ...others] = filters;
  if (first === undefined || others.length === 0) return first;
  return {
    text: filters.map(({ text }) => (/ or /i.test(text) ? `(${text})` : text)).join(' and '),
    matches: (item, now) => filters.every((filter) => filter.matches(item, now)),
    looksAt: (field) => filters.some((filter) => filter.looksAt(field)),
  };
}

/** The fields of a filter, as the table names them. */
function namesOf<T>(expression: Expression, fields: FilterFields<T>): string[] {
  if (expression.kind === 'condition') return [findField(expression, fields)?.name ?? expression.field];
  const parts = expression.kind === 'not' ? [expression.of] : expression.of;
  return parts.flatMap((part) => namesOf(part, fields));
}

function bind<T>(expression: Expression, fields: FilterFields<T>, source: FilterSource): Test<T> {
  if (expression.kind === 'condition') return bindCondition(expression, fields, source);
  if (expression.kind === 'not') {
    const test = bind(expression.of, fields, source);
    return (item, now) => !test(item, now);
  }
  const tests = expression.of.map((part) => bind(part, fields, source));
  return expression.kind === 'and'
    ? (item, now) => tests.every((test) => test(item, now))
    : (item, now) => tests.some((test) => test(item, now));
}

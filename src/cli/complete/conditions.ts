import { printValue } from '../../domain/filter/expression.ts';
import type { CommandDescription } from '../describe.ts';
import type { Candidate, Fitting, Source } from './candidates.ts';

type Filters = CommandDescription['filters'];

/** A condition whose value is being typed: field, operator, and the value with the quote it began with. */
const VALUE = /([^\s"'()=!~<>]+)(!?=|!?~|[<>])("(?:[^"\\]|\\.)*|'[^']*|[^\s"'()]*)$/;
/** What a condition may follow: nothing, or a word or sign that joins. */
const BEFORE_CONDITION = /(?:^|[!(]|(?:^|\s)(?:and|or|not))\s*$/i;

/** Lengths of time that people compare with. */
const LENGTHS = ['1d', '7d', '30d', '90d'];

/** What fits at the end of a filter: a field with its operators, a value, or the word that joins the next condition. */
export function conditionsOf({ id, filters }: CommandDescription, prefix: string, typed: string): Fitting {
  const value = VALUE.exec(typed);
  if (value) return valuesOf(value, id, filters, prefix, typed);
  const begun = /[^\s(!]*$/.exec(typed)?.[0] ?? '';
  const before = typed.slice(0, typed.length - begun.length);
  const candidates = BEFORE_CONDITION.test(before) ? fields(filters) : JOINING;
  return { candidates, prefix: prefix + before };
}

const JOINING: readonly Candidate[] = [
  { value: 'and', description: 'both have to hold' },
  { value: 'or', description: 'one of them is enough' },
];

function fields(filters: Filters): Candidate[] {
  return filters.flatMap(({ name, example, description }) => {
    const operator = /[=~<>]/.exec(example)?.[0] ?? '';
    const operators = operator === '' ? [''] : /[<>]/.test(operator) ? ['>', '<'] : ['=', '~'];
    return operators.map((one) => ({ value: `${name}${one}`, description }));
  });
}

/** Fields whose values are names that the server has. */
const BY_FIELD: Readonly<Record<string, Source>> = {
  user: 'users',
  tag: 'tags',
  route: 'routes',
  node: 'nodes',
  key: 'preauthkeys',
};
/** What `name` is the name of. */
const BY_NOUN: Readonly<Record<string, Source>> = { users: 'users', nodes: 'nodes' };

function valuesOf(
  [, name = '', operator = '', begun = '']: RegExpExecArray,
  id: string,
  filters: Filters,
  prefix: string,
  typed: string,
): Fitting {
  const field = filters.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const whole = prefix + typed.slice(0, typed.length - begun.length);
  if (!field) return { candidates: [], prefix: whole };
  const said = (values: readonly string[]) => values.map((value) => ({ value, description: '' }));
  if (field.choices.length > 0) return { candidates: said(field.choices), prefix: whole };
  if (/[<>]/.test(field.example)) {
    return { candidates: said(/[<>]/.test(operator) ? LENGTHS : ['never']), prefix: whole };
  }
  const source = field.name === 'name' ? BY_NOUN[id.split(' ')[0] ?? ''] : BY_FIELD[field.name];
  return source
    ? { candidates: [], source, prefix: whole, write: (value) => written(value, source, begun) }
    : { candidates: [], prefix: whole };
}

/** A name as a filter holds it, in the quotes that it was begun with; tags without `tag:` unless that is typed. */
function written(name: string, source: Source, begun: string): string {
  const quote = /^["']/.exec(begun)?.[0];
  const bare = source === 'tags' && !begun.slice(quote?.length ?? 0).startsWith('tag:');
  const value = bare ? name.replace(/^tag:/, '') : name;
  if (quote === undefined) return printValue(value);
  // Nothing is special in single quotes, so that none can stand between them.
  if (quote === "'") return value.includes(quote) ? '' : `'${value}'`;
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

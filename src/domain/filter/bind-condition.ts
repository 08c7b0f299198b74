import { HsError } from '../../errors.ts';
import { parseDuration } from '../duration.ts';
import { quoted } from '../quoted.ts';
import { didYouMean, nearest } from '../suggest.ts';
import { type Comparison, type Condition, printValue } from './expression.ts';
import type { FilterField, FilterFields, FlagField, NumberField, TextField, TimeField } from './field.ts';
import { type FilterSource, filterError } from './filter-error.ts';

/** @param now milliseconds since 1970 */
export type Test<T> = (item: T, now: number) => boolean;

/** A condition on its way to become a test. */
interface Binding<F> {
  readonly source: FilterSource;
  readonly condition: Condition;
  readonly field: F;
}

type Compared<F> = Binding<F> & { readonly comparison: Comparison };

/**
 * The test that a condition stands for.
 * @throws HsError `invalid_value`: no such field, an operator the field does not have, a value it cannot have
 */
export function bindCondition<T>(
  condition: Condition,
  fields: FilterFields<T>,
  source: FilterSource,
): Test<T> {
  const field = findField(condition, fields) ?? refuseField(condition, fields, source);
  const { comparison } = condition;
  if (field.kind === 'flag') return bindFlag({ source, condition, field });
  if (comparison === null) throw wrong({ source, condition, field }, ...withoutComparison(field));
  switch (field.kind) {
    case 'text':
      return bindText({ source, condition, field, comparison });
    case 'number':
      return bindNumber({ source, condition, field, comparison });
    case 'time':
      return bindTime({ source, condition, field, comparison });
  }
}

/** The field that a condition names; undefined where there is none. */
export function findField<T>(
  { field }: Pick<Condition, 'field'>,
  { fields }: FilterFields<T>,
): FilterField<T> | undefined {
  const wanted = field.toLowerCase();
  return fields.find(({ name, aliases = [] }) =>
    [name, ...aliases].some((word) => word.toLowerCase() === wanted),
  );
}

function refuseField<T>(condition: Condition, fields: FilterFields<T>, source: FilterSource): never {
  const all = fields.fields;
  const near = nearest(condition.field, wordsOf(all));
  const names = all.map(({ name }) => name).join(', ');
  throw filterError(
    source,
    condition.at,
    `${fields.noun} cannot be filtered by ${quoted(condition.field)}`,
    [
      colonMeant(condition.field, all) ?? didYouMean(near),
      `Fields: ${names}.`,
      `For example: --filter '${fields.example}'`,
    ]
      .filter(Boolean)
      .join(' '),
  );
}

function wordsOf<T>(fields: readonly FilterField<T>[]): string[] {
  return fields.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
}

/** `user:alice`, as other programs have it. */
function colonMeant<T>(typed: string, fields: readonly FilterField<T>[]): string | undefined {
  const [head = '', ...tail] = typed.split(':');
  const isField = wordsOf(fields).some((word) => word.toLowerCase() === head.toLowerCase());
  return tail.length > 0 && isField ? `Write ${head}=${printValue(tail.join(':'))}.` : undefined;
}

function bindFlag<T>(binding: Binding<FlagField<T>>): Test<T> {
  const { condition, field } = binding;
  const { comparison } = condition;
  if (comparison === null) return (item, now) => field.is(item, now);
  const yes = /^(true|yes)$/i.test(comparison.value);
  const isEquality = comparison.operator === '=' || comparison.operator === '!=';
  if (!isEquality || (!yes && !/^(false|no)$/i.test(comparison.value))) {
    throw wrong(
      binding,
      `${field.name} is either so or not`,
      `Write ${field.name} alone, or !${field.name} for the others.`,
    );
  }
  const wanted = yes === (comparison.operator === '=');
  return (item, now) => field.is(item, now) === wanted;
}

function withoutComparison<T>(field: Exclude<FilterField<T>, FlagField<T>>): [string, string] {
  // A shell takes `seen>30d` without quotes for `seen`, and writes into a file called 30d.
  const quotes =
    field.kind === 'text' ? '' : ' The whole filter stands in quotes: shells take > and < for files.';
  return [`${field.name} is compared with nothing`, `Write for example '${field.example}'.${quotes}`];
}

function bindText<T>(binding: Compared<TextField<T>>): Test<T> {
  const { field, comparison } = binding;
  const { operator, value } = comparison;
  if (operator === '<' || operator === '>') {
    throw wrong(
      binding,
      `${field.name} is no number and no time`,
      `Compare it with = or ~: ${field.example}`,
    );
  }
  const contains = operator === '~' || operator === '!~';
  if (contains && value === '') throw wrong(binding, 'every text contains the empty one');
  const test = read(binding, () => (contains ? field.contains(value) : field.equals(value)));
  return operator.startsWith('!') ? (item) => !test(item) : test;
}

function bindNumber<T>(binding: Compared<NumberField<T>>): Test<T> {
  const { field, comparison } = binding;
  if (!/^\d{1,20}$/.test(comparison.value)) {
    throw wrong(
      binding,
      `${quoted(comparison.value)} is not a whole number`,
      `Write for example ${field.example}.`,
    );
  }
  const wanted = BigInt(comparison.value);
  const test = (compare: (value: bigint) => boolean): Test<T> => {
    return (item) => {
      const value = field.value(item);
      return value !== null && /^\d+$/.test(value) && compare(BigInt(value));
    };
  };
  switch (comparison.operator) {
    case '=':
      return test((value) => value === wanted);
    case '!=': {
      const equal = test((value) => value === wanted);
      return (item, now) => !equal(item, now);
    }
    case '<':
      return test((value) => value < wanted);
    case '>':
      return test((value) => value > wanted);
    default:
      throw wrong(binding, `${field.name} is a number`, `Compare it with =, < or >: ${field.example}`);
  }
}

function bindTime<T>(binding: Compared<TimeField<T>>): Test<T> {
  const { field, comparison } = binding;
  const { operator, value } = comparison;
  if (operator === '<' || operator === '>') {
    if (/^\d{4}-\d\d/.test(value)) {
      throw wrong(
        binding,
        `${quoted(value)} is a date, and times are told by how far away they are`,
        `Write for example ${field.example}.`,
      );
    }
    const length = read(binding, () => parseDuration(value));
    return (item, now) => {
      const distance = field.distance(item, now);
      return distance !== null && (operator === '<' ? distance < length : distance > length);
    };
  }
  const isNever = value.toLowerCase() === 'never' && (operator === '=' || operator === '!=');
  if (!isNever) {
    throw wrong(
      binding,
      `${field.name} is a time`,
      `Compare it with < or > and a length of time, or with never: ${field.example}, ${field.name}=never`,
    );
  }
  return (item) => field.never(item) === (operator === '=');
}

/** Says where the value stands that could not be read. */
function read<V>({ source, comparison }: Compared<unknown>, parse: () => V): V {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof HsError)) throw error;
    throw filterError(source, comparison.at, error.message, error.hint);
  }
}

function wrong({ source, condition }: Binding<unknown>, reason: string, hint?: string): HsError {
  return filterError(source, condition.at, reason, hint);
}

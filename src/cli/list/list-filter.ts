import { printValue } from '../../domain/filter/expression.ts';
import type { FilterFields } from '../../domain/filter/field.ts';
import { allOf, type Filter, parseFilter } from '../../domain/filter/filter.ts';
import { HsError } from '../../errors.ts';

/** Flags that are short for a filter, each with the filter that its value makes. */
const PRESETS: Readonly<Record<string, (value: string) => string>> = {
  online: () => 'online',
  offline: () => 'offline',
  expired: () => 'expired',
  expiring: (value) => `expires<${printValue(value)}`,
  used: () => 'used',
  unused: () => 'unused',
  waiting: () => 'waiting',
  user: (value) => `user=${printValue(value)}`,
  tag: (value) => `tag=${printValue(value)}`,
  route: (value) => `route~${printValue(value)}`,
};

/**
 * What the flags of a list narrow it to: `--filter`, and those that are short for one. All of them together.
 * @throws HsError `invalid_value` for a filter that is wrong, `usage` for an empty value
 */
export function listFilter<T>(
  flags: Readonly<Record<string, unknown>>,
  fields: FilterFields<T>,
): Filter<T> | undefined {
  const written = (flags['filter'] as readonly string[] | undefined) ?? [];
  return allOf([
    ...Object.entries(PRESETS).flatMap(([name, filter]) => preset(name, flags[name], filter, fields)),
    ...written.map((text) => parseFilter(text, fields)),
  ]);
}

function preset<T>(
  name: string,
  value: unknown,
  filter: (value: string) => string,
  fields: FilterFields<T>,
): Filter<T>[] {
  if (value === undefined || value === false) return [];
  // An empty value is a variable that a script forgot to set, not a wish for what belongs to nobody.
  if (value === '') throw new HsError('usage', `--${name} needs a value`);
  return [parseFilter(filter(String(value)), fields, `--${name}`)];
}

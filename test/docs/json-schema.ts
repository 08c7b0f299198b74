import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './code-blocks.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The names of the files in docs/schema, without their ending. */
export type SchemaName =
  | 'user'
  | 'node'
  | 'pre-auth-key'
  | 'api-key'
  | 'change-result'
  | 'change-record'
  | 'status'
  | 'watch-event'
  | 'route'
  | 'policy'
  | 'policy-diff'
  | 'policy-check'
  | 'policy-backup'
  | 'context'
  | 'setting'
  | 'whoami'
  | 'version'
  | 'health'
  | 'diagnosis'
  | 'error';

type Schema = Readonly<Record<string, unknown>>;

const SCHEMA_FOLDER = path.join(ROOT, 'docs/schema');
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

export function readSchema(file: string): Schema {
  return object(JSON.parse(readFileSync(path.join(SCHEMA_FOLDER, file), 'utf8')), file);
}

/**
 * What a value breaks of a schema, one line each with the path to it. Beyond JSON Schema, a field that the schema
 * does not name is an offence: the documentation is to be complete. A keyword that is not checked here throws.
 */
export function offences(value: unknown, name: SchemaName): string[] {
  return [...check(value as Json, readSchema(`${name}.schema.json`), name)];
}

/** The fields a schema names, with those of objects inside it: `error.code`. */
export function namedFields(schema: Schema, prefix = ''): string[] {
  return Object.entries(object(schema['properties'] ?? {}, 'properties')).flatMap(([name, field]) => [
    prefix + name,
    ...namedFields(object(field, name), `${prefix}${name}.`),
  ]);
}

function* check(value: Json, schema: Schema, at: string): Generator<string> {
  for (const [keyword, rule] of Object.entries(schema)) {
    const checker = KEYWORDS[keyword];
    if (!checker) throw new Error(`${at}: the keyword ${keyword} is not checked`);
    yield* checker(value, rule, at, schema);
  }
}

type Checker = (value: Json, rule: unknown, at: string, schema: Schema) => Iterable<string>;

const KEYWORDS: Readonly<Record<string, Checker>> = {
  $schema: () => [],
  title: () => [],
  description: () => [],
  *$ref(value, rule, at) {
    yield* check(value, readSchema(String(rule)), at);
  },
  *anyOf(value, rule, at) {
    const branches = list(rule).map((branch) => [...check(value, object(branch, at), at)]);
    if (branches.every((found) => found.length > 0)) yield* branches.flat();
  },
  *type(value, rule, at) {
    const types = [rule].flat();
    const own = typeOf(value);
    if (!types.includes(own) && !(own === 'integer' && types.includes('number'))) yield `${at} is ${own}`;
  },
  *enum(value, rule, at) {
    if (!list(rule).includes(value)) yield `${at} is ${JSON.stringify(value)}`;
  },
  *format(value, rule, at) {
    if (rule !== 'date-time') throw new Error(`${at}: the format ${rule} is not checked`);
    if (typeof value === 'string' && !DATE_TIME.test(value)) yield `${at} is no time: ${value}`;
  },
  *items(value, rule, at) {
    if (!Array.isArray(value)) return;
    for (const [index, item] of value.entries()) yield* check(item, object(rule, at), `${at}[${index}]`);
  },
  *required(value, rule, at) {
    if (typeOf(value) !== 'object') return;
    for (const name of list(rule)) {
      if (!Object.hasOwn(value as object, String(name))) yield `${at}.${name} is missing`;
    }
  },
  *properties(value, rule, at) {
    if (typeOf(value) !== 'object') return;
    const fields = object(rule, at);
    for (const [name, field] of Object.entries(value as { [key: string]: Json })) {
      const schema = fields[name];
      if (schema === undefined) yield `${at}.${name} is not documented`;
      else yield* check(field, object(schema, name), `${at}.${name}`);
    }
  },
};

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function object(value: unknown, at: string): Schema {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Schema;
  throw new Error(`${at} is no object`);
}

function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error('a list is missing');
}

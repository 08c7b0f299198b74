import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { code, table } from './markdown.ts';

/** The schemas in `docs/schema/`, in the order of the page. */
export const SCHEMAS = [
  'user',
  'node',
  'pre-auth-key',
  'api-key',
  'change-result',
  'change-record',
  'status',
  'watch-event',
  'route',
  'policy',
  'policy-diff',
  'policy-check',
  'policy-backup',
  'context',
  'setting',
  'whoami',
  'version',
  'health',
  'diagnosis',
  'error',
] as const;

/** As much of JSON Schema as the files use. */
interface Schema {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** The fields of one schema as a Markdown table. */
export async function fieldTable(name: (typeof SCHEMAS)[number], folder: string): Promise<string> {
  const file = `${name}.schema.json`;
  const schema = JSON.parse(await readFile(path.join(folder, file), 'utf8')) as Schema;
  const intro = `${schema.description} [${file}](schema/${file})`;
  return `${intro}\n\n${table(['Field', 'Type', 'What it says'], rows(schema, ''))}`;
}

function rows(schema: Schema, prefix: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    [
      code(prefix + name),
      typeText(field) + (schema.required?.includes(name) ? '' : ', optional'),
      fieldText(field),
    ],
    ...rows(field, `${prefix}${name}.`),
  ]);
}

function typeText(field: Schema): string {
  if (field.$ref !== undefined) return field.$ref.replace('.schema.json', '').replaceAll('-', ' ');
  if (field.anyOf) return field.anyOf.map(typeText).join(' or ');
  const types = [field.type ?? []].flat().map((type) => {
    if (type === 'string' && field.format === 'date-time') return 'time';
    return type === 'array' && field.items ? `array of ${typeText(field.items)}s` : type;
  });
  return types.join(' or ');
}

/** Longer lists of values than this have a page of their own. */
const MOST_VALUES = 6;

function fieldText(field: Schema): string {
  const few = field.enum && field.enum.length <= MOST_VALUES;
  const values = few ? ` One of ${field.enum.map(code).join(', ')}.` : '';
  return `${field.description ?? ''}${values}`;
}

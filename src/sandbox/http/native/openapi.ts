import type { BodyField, Operation } from './operations.ts';
import { OPERATIONS } from './operations.ts';
import type { AnswerField, AnswerShape, NamedShape } from './shapes.ts';

type Schema = Readonly<Record<string, unknown>>;

const TEXT = { type: 'string' };
const ID = { format: 'uint64', type: 'string' };
const TIME = { format: 'date-time', type: 'string' };
const TIME_OR_NULL = { format: 'date-time', type: ['string', 'null'] };
const BOOLEAN = { type: 'boolean' };
const REGISTER_METHODS = [
  'REGISTER_METHOD_UNSPECIFIED',
  'REGISTER_METHOD_AUTH_KEY',
  'REGISTER_METHOD_CLI',
  'REGISTER_METHOD_OIDC',
];

/** The OpenAPI 3.1 document of the API, as far as it describes calls and what they carry. */
export function openApiDocument(): Record<string, unknown> {
  const named = new Map<string, NamedShape>();
  for (const { answer } of OPERATIONS) collect(answer, named);
  const schemas: Record<string, unknown> = { ErrorDetail: ERROR_DETAIL, ErrorModel: ERROR_MODEL };
  for (const { name, fields } of named.values()) schemas[name] = answerSchema(fields);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    const path = operation.path.text;
    paths[path] = { ...paths[path], [operation.verb.toLowerCase()]: operationObject(operation) };
    schemas[answerName(operation)] = answerSchema(operation.answer);
    if (operation.body) schemas[bodyName(operation)] = bodySchema(operation.body);
  }
  return {
    components: { schemas, securitySchemes: { bearer: { scheme: 'bearer', type: 'http' } } },
    info: { title: 'Headscale API', version: 'v1' },
    openapi: '3.1.0',
    paths,
  };
}

/** The same document for readers of OpenAPI 3.0, which says in another way what may be null. */
export function downgraded(value: unknown): unknown {
  if (value === '3.1.0') return '3.0.3';
  if (Array.isArray(value)) return value.map(downgraded);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, item]): [string, unknown][] =>
    key === 'type' && Array.isArray(item)
      ? [
          ['nullable', true],
          ['type', item[0]],
        ]
      : [[key, downgraded(item)]],
  );
  return Object.fromEntries(entries);
}

const ERROR_DETAIL = object({ location: TEXT, message: TEXT, value: {} });
const ERROR_MODEL = object({
  detail: TEXT,
  errors: { items: reference('ErrorDetail'), type: ['array', 'null'] },
  instance: TEXT,
  status: { format: 'int64', type: 'integer' },
  title: TEXT,
  type: TEXT,
});

function collect(shape: AnswerShape, named: Map<string, NamedShape>): void {
  for (const field of Object.values(shape)) {
    if (typeof field === 'string') continue;
    const inner = 'one' in field ? field.one : field.many;
    named.set(inner.name, inner);
    collect(inner.fields, named);
  }
}

function operationObject(operation: Operation): Schema {
  const { rpc, path, query = {}, ids = {}, body, bodyOptional, summary, tag } = operation;
  const parameters = [
    ...path.parameters.map((name) => ({
      in: 'path',
      name,
      required: true,
      schema: ids[name] === undefined ? TEXT : ID,
    })),
    ...Object.entries(query).map(([name, kind]) => ({
      explode: false,
      in: 'query',
      name,
      schema: kind === 'boolean' ? BOOLEAN : kind === 'id' ? ID : TEXT,
    })),
  ];
  const content = { 'application/json': { schema: reference(bodyName(operation)) } };
  return {
    operationId: rpc.charAt(0).toLowerCase() + rpc.slice(1),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { content, ...(bodyOptional ? {} : { required: true }) } } : {}),
    responses: {
      200: response('OK', 'application/json', answerName(operation)),
      default: response('Error', 'application/problem+json', 'ErrorModel'),
    },
    security: [{ bearer: [] }],
    summary,
    tags: [tag],
  };
}

function response(description: string, contentType: string, schema: string): Schema {
  return { content: { [contentType]: { schema: reference(schema) } }, description };
}

function bodyName({ rpc }: Operation): string {
  return `${rpc}RequestBody`;
}

function answerName({ rpc }: Operation): string {
  return `${rpc}OutputBody`;
}

function reference(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

function object(properties: Schema, required: readonly string[] = []): Schema {
  const some = Object.keys(properties).length > 0;
  return {
    additionalProperties: false,
    ...(some ? { properties } : {}),
    ...(required.length > 0 ? { required } : {}),
    type: 'object',
  };
}

function answerSchema(shape: AnswerShape): Schema {
  const properties = Object.entries(shape).map(([name, field]) => [name, answerField(field)]);
  return object(Object.fromEntries(properties), Object.keys(shape));
}

function answerField(field: AnswerField): Schema {
  switch (field) {
    case 'id':
      return ID;
    case 'text':
      return TEXT;
    case 'texts':
      return { items: TEXT, type: 'array' };
    case 'boolean':
      return BOOLEAN;
    case 'registerMethod':
      return { enum: REGISTER_METHODS, type: 'string' };
    case 'time':
      return TIME;
    case 'timeOrNull':
    case 'timeUnlessZero':
      return TIME_OR_NULL;
    default:
      if ('one' in field) return reference(field.one.name);
      return { items: reference(field.many.name), type: 'array' };
  }
}

function bodySchema(fields: Readonly<Record<string, BodyField>>): Schema {
  const schemas = {
    text: TEXT,
    id: ID,
    boolean: BOOLEAN,
    time: TIME,
    texts: { items: TEXT, type: ['array', 'null'] },
  };
  return object(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemas[field]])));
}

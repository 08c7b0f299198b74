import { parseRfc3339 } from '../../../domain/instant.ts';
import type { JsonNode } from '../json/node.ts';
import { plain } from '../json/node.ts';
import { JsonReader, JsonSyntax } from '../json/reader.ts';
import type { BodyField, Operation } from './operations.ts';
import type { ProblemDetail } from './problem.ts';
import { Problem } from './problem.ts';

const JSON_TYPE = /^(?:application\/json|[^;]*\+json)(?:;|$)/;
/** Go takes one form alone: capital letters, no blank. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** The fields of a request body. Throws `Problem` for everything the operation does not expect. */
export function readBody(
  operation: Operation,
  body: Buffer,
  contentType: string | undefined,
): Readonly<Record<string, unknown>> {
  const fields = operation.body;
  if (!fields) return {};
  if (body.length === 0) {
    if (operation.bodyOptional) return {};
    throw new Problem(400, 'request body is required');
  }
  const text = body.toString();
  if (contentType !== undefined && !JSON_TYPE.test(contentType)) {
    throw invalid(415, [{ message: `unknown content type: ${contentType}`, location: 'body', value: text }]);
  }
  const node = parsed(text);
  const complaints = complaintsOf(node, fields);
  if (complaints.length > 0) throw invalid(422, complaints);
  return messageOf(node, fields);
}

/** A refusal of the framework, before the operation itself begins. */
export function invalid(status: number, errors: readonly ProblemDetail[]): Problem {
  return new Problem(status, 'validation failed', errors);
}

function parsed(text: string): JsonNode {
  try {
    const reader = new JsonReader(text);
    const node = reader.next();
    if (!node) throw new JsonSyntax('unexpected end of JSON input', true);
    reader.end();
    return node;
  } catch (error) {
    if (!(error instanceof JsonSyntax)) throw error;
    throw invalid(400, [{ message: error.message, location: 'body', value: text }]);
  }
}

/** First the known fields in order of their names, then the unknown ones. */
function complaintsOf(node: JsonNode, fields: Readonly<Record<string, BodyField>>): ProblemDetail[] {
  if (node.kind !== 'object') return [complaint('expected object', 'body', node)];
  const members = new Map(node.members.map(({ name, value }) => [name, value]));
  const known = Object.keys(fields).sort();
  const unknown = [...members.keys()].filter((name) => !known.includes(name)).sort();
  return [
    ...known.flatMap((name) => {
      const [value, field] = [members.get(name), fields[name]];
      return value && field ? fieldComplaints(value, field, `body.${name}`) : [];
    }),
    ...unknown.map((name) => complaint('unexpected property', `body.${name}`, node)),
  ];
}

function fieldComplaints(node: JsonNode, field: BodyField, location: string): ProblemDetail[] {
  if (node.kind === 'null') return [];
  if (field === 'boolean') {
    return node.kind === 'boolean' ? [] : [complaint('expected boolean', location, node)];
  }
  if (field === 'texts') {
    if (node.kind !== 'list') return [complaint('expected array', location, node)];
    return node.items.flatMap((item, index) =>
      item.kind === 'string' ? [] : [complaint('expected string', `${location}[${index}]`, item)],
    );
  }
  if (node.kind !== 'string') return [complaint('expected string', location, node)];
  return field === 'time' && !instantIn(String(node.value))
    ? [complaint('expected string to be RFC 3339 date-time', location, node)]
    : [];
}

/** A null value is not shown. */
function complaint(message: string, location: string, node: JsonNode): ProblemDetail {
  return { message, location, ...(node.kind === 'null' ? {} : { value: plain(node) }) };
}

function messageOf(node: JsonNode, fields: Readonly<Record<string, BodyField>>): Record<string, unknown> {
  const given = Object.entries(plain(node) as Record<string, unknown>).filter(([, value]) => value !== null);
  return Object.fromEntries(
    given.map(([name, value]) => [name, fields[name] === 'time' ? instantIn(String(value)) : value]),
  );
}

function instantIn(text: string) {
  if (!DATE_TIME.test(text)) return undefined;
  return parseRfc3339(text.replace(',', '.').replace(/(\.\d{9})\d+/, '$1'));
}

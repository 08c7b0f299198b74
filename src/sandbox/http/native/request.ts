import type { Message } from '../../message.ts';
import type { HttpRequest } from '../exchange.ts';
import { BodyTooLarge } from '../exchange.ts';
import { badUint64, parseBool } from '../go-values.ts';
import type { PathParameters } from '../path-template.ts';
import type { Operation } from './operations.ts';
import { Problem } from './problem.ts';
import { invalid, readBody } from './request-body.ts';

/** 1 MiB: a body that reaches it is refused. */
const BODY_LIMIT = 1024 * 1024;

/** The message a request carries, from its path, its query and its body. Throws `Problem`. */
export async function messageOfRequest(
  operation: Operation,
  parameters: PathParameters,
  request: HttpRequest,
): Promise<Message> {
  const query = queryOf(operation, request.query);
  const body = operation.body ? readBody(operation, await limited(request), request.contentType) : {};
  const message = { ...query, ...body, ...parameters };
  refuseBadIds(operation, message);
  return message;
}

async function limited(request: HttpRequest): Promise<Buffer> {
  try {
    return await request.body(BODY_LIMIT);
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error;
    throw new Problem(413, `request body is too large limit=${BODY_LIMIT} bytes`);
  }
}

/** What the query says; unknown parameters are ignored, and an empty one is as good as absent. */
function queryOf({ query = {} }: Operation, sent: URLSearchParams): Record<string, unknown> {
  const message: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(query)) {
    const value = sent.get(name) ?? '';
    if (value === '') continue;
    if (kind !== 'boolean') message[name] = value;
    else {
      const parsed = parseBool(value);
      if (parsed === undefined) {
        throw invalid(422, [{ message: 'invalid boolean', location: `query.${name}`, value }]);
      }
      message[name] = parsed;
    }
  }
  return message;
}

function refuseBadIds({ ids = {} }: Operation, message: Message): void {
  for (const [name, complaint] of Object.entries(ids)) {
    const id = message[name];
    const wrong = typeof id === 'string' && id !== '' ? badUint64(id) : undefined;
    if (wrong === undefined) continue;
    if (complaint !== 'type mismatch') throw new Problem(400, complaint, [{ message: wrong }]);
    throw new Problem(400, `type mismatch, parameter: node_id, error: ${wrong}`);
  }
}

import type { Core } from '../../core.ts';
import type { Caller } from '../../rules/credentials.ts';
import { SandboxStatus } from '../../status.ts';
import type { HttpAnswer, HttpRequest } from '../exchange.ts';
import { methodNotAllowed, pageNotFound, text } from '../exchange.ts';
import type { PathParameters } from '../path-template.ts';
import { percentDecoded } from '../path-template.ts';
import { answerBody } from './answer.ts';
import { openApiPage } from './openapi-pages.ts';
import type { Operation } from './operations.ts';
import { OPERATIONS } from './operations.ts';
import { Problem, problemAnswer } from './problem.ts';
import { refusalOf } from './refusals.ts';
import { messageOfRequest } from './request.ts';

interface Match {
  readonly operation: Operation;
  readonly parameters: PathParameters;
}

/** Answers a request of `/api/v1/` as 0.30 does: its documents are public, the rest asks for a key. */
export async function nativeApi(core: Core, request: HttpRequest, caller: Caller): Promise<HttpAnswer> {
  const matches = matchesOf(request.path);
  if (matches === undefined) return text(400, '400 Bad Request');
  const document = openApiPage(request.path);
  if (document) return request.method === 'GET' ? document : methodNotAllowed(['GET']);
  if (matches.length === 0) return pageNotFound();
  const match = matches.find(({ operation }) => operation.verb === request.method);
  if (!match) return methodNotAllowed(matches.map(({ operation }) => operation.verb));
  try {
    return await answer(core, match, request, caller);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return problemAnswer(error);
  }
}

/** The operations a path may mean, the most exact first; undefined where it cannot be decoded. */
function matchesOf(path: string): Match[] | undefined {
  const segments = path.split('/').map(percentDecoded);
  if (!segments.every((segment) => segment !== undefined)) return undefined;
  const matches = OPERATIONS.flatMap((operation) => {
    const parameters = operation.path.match(segments);
    // A parameter is never empty here.
    return parameters && !Object.values(parameters).includes('') ? [{ operation, parameters }] : [];
  });
  return matches.sort((a, b) => a.operation.path.parameters.length - b.operation.path.parameters.length);
}

async function answer(core: Core, match: Match, request: HttpRequest, caller: Caller): Promise<HttpAnswer> {
  const { operation, parameters } = match;
  try {
    core.admit(operation.rpc, {}, caller);
    const message = await messageOfRequest(operation, parameters, request);
    const response = await core.call(operation.rpc, message, { trusted: true });
    const body = JSON.stringify(answerBody(response, operation.answer));
    return { status: 200, contentType: 'application/json', body: `${body}\n` };
  } catch (error) {
    if (!(error instanceof SandboxStatus)) throw error;
    throw error.reason === 'credentials' ? new Problem(401, 'Unauthorized') : refusalOf(operation, error);
  }
}

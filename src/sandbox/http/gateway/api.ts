import type { Type } from 'protobufjs';
import { eraOfRelease } from '../../../headscale/eras/era.ts';
import type { Core } from '../../core.ts';
import { encodeMessage, loadCodecs } from '../../grpc/codec.ts';
import { typeOfRelease } from '../../grpc/schema.ts';
import type { Message } from '../../message.ts';
import { since } from '../../release.ts';
import type { Caller } from '../../rules/credentials.ts';
import { CODES, SandboxStatus } from '../../status.ts';
import type { HttpAnswer, HttpRequest } from '../exchange.ts';
import { text } from '../exchange.ts';
import type { PathParameters } from '../path-template.ts';
import { percentDecoded } from '../path-template.ts';
import type { Binding } from './bindings.ts';
import { bindingsOf } from './bindings.ts';
import { messageOfBody } from './body.ts';
import { jsonOf } from './encode.ts';
import { messageOfPath, messageOfQuery } from './query.ts';

/** Answers a request of `/api/v1/`. */
export type Gateway = (request: HttpRequest, caller: Caller) => Promise<HttpAnswer>;

interface Call extends Binding {
  readonly request: Type;
  readonly response: Type;
}

interface Match {
  readonly call: Call;
  readonly parameters: PathParameters;
}

/** grpc-go's limit for one message, on both sides. */
const LIMIT = 4 * 1024 * 1024;

/** Statuses by gRPC code; what is not here is 500. */
const STATUSES: Readonly<Record<number, number>> = {
  [CODES.ok]: 200,
  [CODES.invalidArgument]: 400,
  [CODES.notFound]: 404,
  [CODES.resourceExhausted]: 429,
  [CODES.unimplemented]: 501,
  [CODES.unavailable]: 503,
  [CODES.unauthenticated]: 401,
};

/** The gateway of a release: the messages of its gRPC calls as JSON. */
export async function loadGateway(core: Core): Promise<Gateway> {
  const calls = await loadCalls(core);
  return async (request, caller) => {
    const matches = matchesOf(calls, request.path);
    const match = matches.find(({ call }) => call.verb === request.method);
    try {
      core.admit(match?.call.rpc, {}, caller);
    } catch (error) {
      return unauthorised(core, error);
    }
    try {
      if (!match) throw noSuchCall(matches.length > 0);
      return await answer(core, match, request);
    } catch (error) {
      if (!(error instanceof SandboxStatus)) throw error;
      return refusal(error);
    }
  };
}

async function loadCalls(core: Core): Promise<Call[]> {
  const { release } = core.context;
  const era = eraOfRelease(release);
  if (era === undefined) throw new Error(`Headscale ${release} has no gateway`);
  const { types } = await loadCodecs(era);
  return bindingsOf(release).flatMap((binding) => {
    const found = types.get(binding.rpc);
    return found ? [{ ...binding, ...found, request: typeOfRelease(found.request, release) }] : [];
  });
}

/** The calls a path may mean, the most exact first. It is decoded before it is split: `%2F` parts it too. */
function matchesOf(calls: readonly Call[], path: string): Match[] {
  const segments = (percentDecoded(path) ?? path).split('/');
  const matches = calls.flatMap((call) => {
    const parameters = call.path.match(segments);
    return parameters ? [{ call, parameters }] : [];
  });
  return matches.sort((a, b) => a.call.path.parameters.length - b.call.path.parameters.length);
}

async function answer(core: Core, { call, parameters }: Match, request: HttpRequest): Promise<HttpAnswer> {
  const message = await requestMessage(core, call, parameters, request);
  const response = await core.call(call.rpc, message, { trusted: true });
  const body = JSON.stringify(jsonOf(call.response, response));
  // A message is shorter than its JSON.
  if (body.length > LIMIT) refuseTooLarge(call.response, response);
  return { status: 200, contentType: 'application/json', body };
}

async function requestMessage(
  core: Core,
  call: Call,
  parameters: PathParameters,
  request: HttpRequest,
): Promise<Message> {
  if (!call.body) {
    const inPath = messageOfPath(call.request, parameters);
    return { ...messageOfQuery(call.request, request.query, parameters), ...inPath };
  }
  const sent = (await request.body()).toString();
  const message = messageOfBody(core.context.release, call.request, sent);
  if (sent.length > LIMIT) refuseTooLarge(call.request, message);
  return { ...message, ...messageOfPath(call.request, parameters) };
}

function refuseTooLarge(type: Type, message: Message): void {
  const size = encodeMessage(type, message).length;
  if (size <= LIMIT) return;
  throw new SandboxStatus(
    CODES.resourceExhausted,
    `grpc: received message larger than max (${size} vs. ${LIMIT})`,
  );
}

function noSuchCall(byAnotherVerb: boolean): SandboxStatus {
  return byAnotherVerb
    ? new SandboxStatus(CODES.unimplemented, 'Method Not Allowed')
    : new SandboxStatus(CODES.notFound, 'Not Found');
}

function refusal({ code, message }: SandboxStatus): HttpAnswer {
  const body = JSON.stringify({ code, message, details: [] });
  return { status: STATUSES[code] ?? 500, contentType: 'application/json', body };
}

/** Up to 0.26 a key that cannot be looked up is an error of the server. */
function unauthorised(core: Core, error: unknown): HttpAnswer {
  if (!(error instanceof SandboxStatus)) throw error;
  const failed = error.code === CODES.internal && !since(core.context.release, '0.27.0');
  return text(failed ? 500 : 401, 'Unauthorized');
}

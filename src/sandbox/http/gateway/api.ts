import type { Core } from '../../core.ts';
import type { Caller } from '../../rules/credentials.ts';
import type { HttpAnswer, HttpRequest } from '../exchange.ts';

/** Answers a request of the gateway. */
export type Gateway = (request: HttpRequest, caller: Caller) => Promise<HttpAnswer>;

export async function loadGateway(_core: Core): Promise<Gateway> {
  return async () => ({ status: 501 });
}

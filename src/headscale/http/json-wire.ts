import { HsError } from '../../errors.ts';
import type { Message, Wire, WireCallOptions } from '../wire.ts';
import { type Answer, type HttpRequest, jsonObject } from './exchange.ts';
import { type FailedCall, refusedKey } from './explain.ts';
import { type Routes, requestOf } from './route.ts';

/** Sends requests and explains what is no answer of Headscale. */
export interface Sender {
  /** How long a call may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Throws what a user sees where no answer came. */
  send(request: HttpRequest, call: FailedCall, signal: AbortSignal | undefined): Promise<Answer>;
  /** Whether calls carry an API key. */
  readonly hasKey: boolean;
  /** The error for an answer that is none of Headscale's. */
  explainPage(call: FailedCall, answer: Answer): HsError;
}

/** How one of Headscale's two HTTP APIs takes calls and says no. */
export interface JsonApi {
  readonly routes: Routes;
  /** Whether Headscale refuses the API key, or the lack of one. */
  refusesKey(answer: Answer): boolean;
  /** What else Headscale says no with; undefined where the answer is none of its own. */
  refusal(call: FailedCall, answer: Answer): HsError | undefined;
}

/** Carries the messages of an API as JSON. */
export function jsonWire(api: JsonApi, sender: Sender): Wire {
  return {
    async call(rpc: string, message: Message, options: WireCallOptions): Promise<Message> {
      const route = api.routes[rpc];
      if (!route) throw new HsError('unsupported', `The release of this server has no call ${rpc}`);
      const call = { rpc, change: options.change, timeoutMs: options.timeoutMs ?? sender.timeoutMs };
      const answer = await sender.send(requestOf(rpc, route, message), call, options.signal);
      // A page with status 200 proves nothing: 0.28 answers one to every path it does not know.
      const read = answer.status === 200 ? jsonObject(answer) : undefined;
      if (read) return read;
      if (api.refusesKey(answer)) throw refusedKey(call, sender.hasKey);
      throw api.refusal(call, answer) ?? sender.explainPage(call, answer);
    },
  };
}

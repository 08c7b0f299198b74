import type { HsError } from '../../../src/errors.ts';
import { parseServerAddress } from '../../../src/headscale/address.ts';
import type { Era } from '../../../src/headscale/eras/era.ts';
import type { Answer, HttpRequest } from '../../../src/headscale/http/exchange.ts';
import { explainPage, type FailedCall } from '../../../src/headscale/http/explain.ts';
import { gatewayWire } from '../../../src/headscale/http/gateway-wire.ts';
import type { Sender } from '../../../src/headscale/http/json-wire.ts';
import { nativeWire } from '../../../src/headscale/http/native.ts';
import type { Wire } from '../../../src/headscale/wire.ts';

export interface FakeSender extends Sender {
  readonly sent: { readonly request: HttpRequest; readonly call: FailedCall }[];
}

/** Sends nothing anywhere: notes the requests and gives the answers it is told to. */
export function fakeSender(answer: (request: HttpRequest) => Answer, hasKey = true): FakeSender {
  const sent: FakeSender['sent'] = [];
  const server = {
    address: parseServerAddress('https://hs.example.org'),
    apiKey: hasKey ? 'key' : undefined,
    trust: {},
    timeoutMs: 1000,
  };
  return {
    sent,
    timeoutMs: 1000,
    hasKey,
    async send(request, call) {
      sent.push({ request, call });
      return answer(request);
    },
    explainPage: (call, page): HsError => explainPage(server, call, page),
  };
}

/** The wire of a release: the gateway of an era, or 0.30's own. */
export function wireOf(era: Era | '0.30', sender: Sender): Wire {
  return era === '0.30' ? nativeWire(sender) : gatewayWire(era, sender);
}

/** An answer as it would come over a connection. */
export function answer(
  status: number,
  contentType: string,
  body: unknown,
  more: Partial<Answer['headers']> = {},
): Answer {
  return {
    kind: 'answer',
    status,
    headers: { contentType, date: '', location: '', challenge: '', ...more },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

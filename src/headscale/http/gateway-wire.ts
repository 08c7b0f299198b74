import type { HsError } from '../../errors.ts';
import type { Era } from '../eras/era.ts';
import { translateStatus } from '../status-errors.ts';
import type { Wire } from '../wire.ts';
import { type Answer, jsonObject, mediaType } from './exchange.ts';
import type { FailedCall } from './explain.ts';
import { gatewayRoutes } from './gateway-routes.ts';
import { jsonWire, type Sender } from './json-wire.ts';
import { splitLists } from './split-lists.ts';

/** The REST gateway of Headscale 0.23 to 0.29: the messages of gRPC as JSON. */
export function gatewayWire(era: Era, sender: Sender): Wire {
  const wire = jsonWire(
    { routes: gatewayRoutes(era), refusesKey: isUnauthorised, refusal: gatewayRefusal },
    sender,
  );
  return splitLists(era, wire);
}

/** The error for a refusal of the gateway; undefined where it is no answer of Headscale. */
function gatewayRefusal({ rpc, change }: FailedCall, answer: Answer): HsError | undefined {
  const status = gatewayStatus(answer);
  if (!status) return undefined;
  const missing =
    (status.code === 5 && status.message === 'Not Found') ||
    (status.code === 12 && status.message === 'Method Not Allowed');
  // What gRPC says of a call that a release does not have.
  if (missing) return translateStatus({ code: 12, message: `unknown method ${rpc}`, rpc, change });
  return translateStatus({ ...status, rpc, change });
}

/** Headscale's own refusal of a key, in plain text. Up to 0.26 it comes with 500 where the key is not known. */
export function isUnauthorised(answer: Answer): boolean {
  const { status, headers, body } = answer;
  const plain = mediaType(answer) === 'text/plain' && headers.challenge === '';
  return (status === 401 || status === 500) && plain && body.trim() === 'Unauthorized';
}

/** The gRPC status that the gateway wrapped; undefined where there is none. */
export function gatewayStatus(answer: Answer): { code: number; message: string } | undefined {
  const { code, message } = jsonObject(answer) ?? {};
  return typeof code === 'number' && typeof message === 'string' ? { code, message } : undefined;
}

import { named } from '../../domain/quoted.ts';
import type { ServerAddress } from '../address.ts';
import { type Cause, unreachable } from './cause.ts';
import { certificatePageCause } from './client-certificate-causes.ts';
import type { HttpAnswer } from './probe.ts';

/** What the web side of an address answers, asked without a key. */
export interface WebAnswers {
  /** `GET /headscale.v1.HeadscaleService/ListUsers`: 415 only from a real gRPC server. */
  readonly route: HttpAnswer;
  /** `GET /api/v1/user`: 401, whose content type tells 0.30 from older releases. */
  readonly api: HttpAnswer;
}

/** Who answers at `/api/v1/user`. */
export type WebSide = 'headscale' | 'headscale_0_30' | 'other';

/** The status of an HTTP answer; undefined for anything else. */
export function statusOf(answer: HttpAnswer): number | undefined {
  return answer.kind === 'http' ? answer.status : undefined;
}

/**
 * What stands between hs and Headscale, by the HTTP status that the call got (undefined: none) and the answers of
 * the web side. The rules were measured on Traefik 3.7, nginx 1.22 and Caddy 2.6 with Headscale 0.26 to 0.30.
 */
export function webCause(address: ServerAddress, status: number | undefined, web: WebAnswers): Cause {
  if (status === 413) return tooLarge();
  const side = webSide(web.api);
  const route = statusOf(web.route);
  if (side === 'headscale_0_30') return noGrpcAnyMore();
  if (side === 'headscale') {
    if (reachesGrpc(web.route)) return status === undefined ? notHttp2() : statusCause(address, status, web);
    const seen = status ?? route;
    if (seen === undefined || [500, 502, 504].includes(seen)) return brokenRoute(seen);
    return [200, 404, 405].includes(seen) ? noGrpcRoute(address) : statusCause(address, seen, web);
  }
  const seen = status ?? route ?? statusOf(web.api);
  return seen === undefined ? notGrpc() : statusCause(address, seen, web);
}

/** Whether a gRPC server stands behind the path of the calls. */
export function reachesGrpc(route: HttpAnswer): boolean {
  return route.kind === 'http' && route.status === 415 && contentType(route).startsWith('application/grpc');
}

/** The cause that an HTTP status names by itself. */
export function statusCause(address: ServerAddress, status: number, web?: WebAnswers): Cause {
  const place = address.host;
  switch (status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
      return redirected(address, status, web);
    case 400:
      return (web?.route.kind === 'http' && certificatePageCause(status, web.route.body)) || answered(status);
    case 401:
    case 407:
      return login(`the proxy asks for its own login before Headscale is reached (HTTP ${status})`);
    case 403:
      return unreachable(
        'blocked',
        'the proxy refuses this machine (HTTP 403)',
        'Add the address of this machine to the allow-list of the proxy.',
      );
    case 404:
    case 405:
      return unreachable(
        'nothing_here',
        `${place} answers, but has no Headscale at this host and path (HTTP ${status})`,
        prefixHint(address),
      );
    case 413:
      return tooLarge();
    case 415:
      return notGrpc();
    case 429:
      return unreachable(
        'rate_limit',
        'the proxy limits the rate (HTTP 429)',
        'Wait a little, then try again.',
      );
    case 503:
      return unreachable(
        'maintenance',
        'the proxy has no server to pass the call to (HTTP 503)',
        'Check that Headscale runs and its health check passes; nginx also answers 503 at its rate limit.',
      );
    case 500:
    case 502:
    case 504:
      return unreachable(
        'upstream_down',
        `the proxy is up, but gets no answer from Headscale behind it (HTTP ${status})`,
        'Start Headscale, or see the log of the proxy: scheme h2c, port 50443, grpc_allow_insecure: true.',
      );
    case 200:
      return unreachable(
        'other_site',
        `a page comes back from ${place} instead of a gRPC answer`,
        prefixHint(address),
      );
    default:
      return answered(status);
  }
}

function answered(status: number): Cause {
  return unreachable(
    'http_answer',
    `something in between answered HTTP ${status}`,
    'See the log of the reverse proxy.',
  );
}

/** A gRPC server that knows the call by no such name: a prefix that was not taken off, or another service. */
export function unknownServiceCause(address: ServerAddress): Cause {
  return address.prefix !== ''
    ? unreachable(
        'prefix_not_stripped',
        `the proxy passes the path ${address.prefix} on to gRPC instead of taking it off`,
        'Strip the prefix on the gRPC route too: stripPrefix in Traefik, rewrite in nginx, handle_path in Caddy.',
      )
    : unreachable(
        'other_grpc_service',
        'a gRPC server answers there that is not Headscale',
        'Check the port.',
      );
}

/** What answers speaks no HTTP/2, or nothing that gRPC can use. */
export function notGrpc(): Cause {
  return unreachable(
    'not_grpc',
    'what answers there does not speak gRPC',
    "Check the port: gRPC is on 50443, or on 443 behind a reverse proxy; 8080 is Headscale's web port.",
  );
}

function notHttp2(): Cause {
  return unreachable(
    'no_http2',
    'the proxy passes gRPC on, but does not offer HTTP/2 on this port',
    'Switch HTTP/2 on for this port of the proxy.',
  );
}

function noGrpcAnyMore(): Cause {
  return unreachable(
    'no_grpc_any_more',
    'this server has no gRPC any more: it is 0.30 or later',
    'It is reached over its web API instead.',
  );
}

function noGrpcRoute(address: ServerAddress): Cause {
  return unreachable(
    'no_grpc_route',
    'its web side answers, but gRPC calls end there too: there is no gRPC route',
    `Route ${address.prefix}/headscale. to port 50443 as h2c; MASH: headscale_container_labels_grpc_enabled: true.`,
  );
}

function brokenRoute(status: number | undefined): Cause {
  return unreachable(
    'grpc_route_broken',
    `the proxy has a gRPC route, but what is behind it does not answer${status === undefined ? '' : ` (HTTP ${status})`}`,
    'Check the scheme (h2c), the port (50443) and grpc_allow_insecure: true in the config.yaml of Headscale.',
  );
}

/** A request that a proxy stops for its size. */
export function tooLarge(): Cause {
  return {
    kind: 'too_large',
    code: 'failed',
    text: 'the proxy stops requests of this size (HTTP 413)',
    hint: 'Raise its limit: client_max_body_size in nginx, maxRequestBodyBytes in Traefik, max_size in Caddy.',
  };
}

function login(text: string): Cause {
  return unreachable(
    'login',
    text,
    'Take the gRPC route out of the login of the proxy; Headscale checks the API key itself.',
  );
}

function redirected(address: ServerAddress, status: number, web: WebAnswers | undefined): Cause {
  const target = [web?.route, web?.api]
    .map((answer) => locationOf(address, answer))
    .find((url) => url !== undefined);
  if (!target) return login(`the proxy redirects the call, perhaps to a login page (HTTP ${status})`);
  const shown = named(target.host);
  if (target.hostname === address.host.toLowerCase() && target.protocol === 'https:' && !address.tls) {
    return unreachable(
      'redirect',
      `the port only redirects to https (HTTP ${status})`,
      `Use https://${shown}${address.prefix}.`,
    );
  }
  return login(`the proxy redirects to ${shown}, which looks like a login page (HTTP ${status})`);
}

function locationOf(address: ServerAddress, answer: HttpAnswer | undefined): URL | undefined {
  const location = answer?.kind === 'http' ? answer.headers['location'] : undefined;
  if (location === undefined || !URL.canParse(location, address.text)) return undefined;
  return new URL(location, address.text);
}

/** A 401 with this content type is Headscale's own; a proxy adds `www-authenticate`, or sends nothing. */
export function webSide(api: HttpAnswer): WebSide {
  if (api.kind !== 'http' || 'www-authenticate' in api.headers) return 'other';
  // Over a unix socket 0.30 asks for no key and answers with the users.
  if (api.status === 200 && contentType(api).startsWith('application/json')) return 'headscale_0_30';
  if (api.status !== 401) return 'other';
  if (contentType(api).startsWith('application/problem+json')) return 'headscale_0_30';
  return api.body.includes('Unauthorized') ? 'headscale' : 'other';
}

/** The content type of an HTTP answer, in small letters; empty for anything else. */
export function contentType(answer: HttpAnswer): string {
  return answer.kind === 'http' ? (answer.headers['content-type'] ?? '').toLowerCase() : '';
}

function prefixHint(address: ServerAddress): string {
  return address.prefix === ''
    ? 'Check the host name; if Headscale is behind a path, write it as in https://hs.example.org/x.'
    : `Check the host name and the path ${address.prefix}.`;
}

import { named } from '../../domain/quoted.ts';
import type { ServerAddress } from '../address.ts';
import { type Cause, unreachable } from './cause.ts';
import { certificatePageCause } from './client-certificate-causes.ts';
import { needsTls } from './tls-causes.ts';
import { statusCause } from './web-causes.ts';

/** An HTTP answer that is none of Headscale's API. */
export interface Page {
  readonly status: number;
  /** Where a redirect points; empty where it says nothing. */
  readonly location: string;
  readonly body: string;
}

const OUT_OF_THE_LOGIN = 'Take /api/v1 out of the login of the proxy; Headscale checks the API key itself.';

/** What Go's web server, nginx and Apache say to plain HTTP on a port with TLS. */
const WANTS_TLS =
  /HTTP request to an HTTPS server|HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL/i;

/** Why a page came back in place of an answer of the API. */
export function pageCause(address: ServerAddress, { status, location, body }: Page): Cause {
  if (status === 400 && WANTS_TLS.test(body)) return address.tls ? upstreamWantsTls() : needsTls(address);
  const certificate = certificatePageCause(status, body);
  if (certificate) return certificate;
  if (status >= 300 && status < 400) return redirectCause(address, status, location);
  if (status < 300) {
    return unreachable(
      'other_site',
      `a page comes back from ${address.host} instead of an answer of Headscale's API`,
      address.prefix === ''
        ? 'Check the host name; if Headscale is behind a path, write it as in https://hs.example.org/x.'
        : `Check the host name and the path ${address.prefix}.`,
    );
  }
  switch (status) {
    case 401:
    case 407:
      return unreachable(
        'login',
        `the proxy asks for its own login before Headscale is reached (HTTP ${status})`,
        OUT_OF_THE_LOGIN,
      );
    case 415:
      return unreachable(
        'http_answer',
        'something in between takes no JSON (HTTP 415)',
        'See the log of the reverse proxy.',
      );
    case 500:
    case 502:
    case 504:
      return unreachable(
        'upstream_down',
        `the proxy is up, but gets no answer from Headscale behind it (HTTP ${status})`,
        'Start Headscale, or see the log of the proxy: listen_addr in the config.yaml of Headscale names the port.',
      );
    default:
      return statusCause(address, status);
  }
}

/** TLS was spoken to the proxy: it is the one that does not speak it to what is behind it. */
function upstreamWantsTls(): Cause {
  return unreachable(
    'upstream_wants_tls',
    "the proxy speaks plain HTTP to Headscale's web port, which wants TLS (HTTP 400)",
    'Use https in the proxy for what is behind it, or take tls_cert_path out of the config.yaml of Headscale.',
  );
}

/** A redirect is never followed: it would carry the API key to whoever it points at. */
function redirectCause(address: ServerAddress, status: number, location: string): Cause {
  const target = URL.canParse(location, address.text) ? new URL(location, address.text) : undefined;
  if (!target) {
    return unreachable(
      'redirect',
      `it redirects, and does not say where to (HTTP ${status})`,
      'See the log of the reverse proxy.',
    );
  }
  const shown = named(`${target.origin}${target.pathname}`);
  const text = `it redirects to ${shown} (HTTP ${status}), which hs does not follow with an API key`;
  const onlySecures =
    target.hostname === address.host.toLowerCase() && target.protocol === 'https:' && !address.tls;
  return onlySecures
    ? unreachable('redirect', text, `Use ${target.origin}${address.prefix} as the address.`)
    : unreachable('login', text, OUT_OF_THE_LOGIN);
}

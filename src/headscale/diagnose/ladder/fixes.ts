import type { ServerAddress } from '../../address.ts';
import type { Cause, CauseKind } from '../cause.ts';
import type { ProxyName } from './proxy-kind.ts';

/** What to write where, by the program that is configured, and what holds whichever that is. */
interface Fix {
  readonly first?: readonly string[];
  readonly last?: readonly string[];
  readonly Traefik?: readonly string[];
  readonly nginx?: readonly string[];
  readonly Caddy?: readonly string[];
}

const GRPC_PORT_OPEN =
  'config.yaml of Headscale: grpc_listen_addr: 0.0.0.0:50443 and grpc_allow_insecure: true';

/** The lines that put a cause right, for the proxies it can be. Where none are known, the cause's own hint. */
export function fixOf(
  cause: Cause,
  address: ServerAddress,
  proxies: readonly ProxyName[],
): readonly string[] {
  const make = FIXES[cause.kind];
  if (!make) return [cause.hint];
  const fix = make(address);
  const lines = proxies.flatMap((proxy) => (fix[proxy] ?? []).map((line) => labelled(proxy, line)));
  return [...(fix.first ?? []), ...lines, ...(fix.last ?? [])];
}

/** Lines of MASH, which sets Traefik up, bring their name along. */
function labelled(proxy: ProxyName, line: string): string {
  return line.startsWith('MASH: ') ? line : `${proxy}: ${line}`;
}

const FIXES: Partial<Readonly<Record<CauseKind, (address: ServerAddress) => Fix>>> = {
  no_grpc_route: ({ host, prefix }) => ({
    first: [`Route ${prefix}/headscale. to the gRPC port of Headscale:`],
    last: [GRPC_PORT_OPEN],
    Traefik: [
      'MASH: headscale_container_labels_grpc_enabled: true',
      `traefik.http.routers.hs-grpc.rule=Host(\`${host}\`) && PathPrefix(\`${prefix}/headscale.\`)`,
      'traefik.http.routers.hs-grpc.service=hs-grpc',
      'traefik.http.services.hs-grpc.loadbalancer.server.port=50443',
      'traefik.http.services.hs-grpc.loadbalancer.server.scheme=h2c',
      'if that is there: traefik.http.routers.hs-grpc.priority=1000, for the longer rule wins',
      'MASH: the same is headscale_container_labels_grpc_priority',
    ],
    nginx: [grpcLocation(prefix)],
    Caddy: [caddy(prefix, 'reverse_proxy /headscale.* h2c://127.0.0.1:50443')],
  }),
  grpc_route_broken: ({ prefix }) => ({
    first: [
      'From outside these look alike: the gRPC port is closed, the scheme is wrong, or Headscale ended during the call.',
    ],
    last: [GRPC_PORT_OPEN],
    Traefik: [
      'traefik.http.services.hs-grpc.loadbalancer.server.scheme=h2c',
      'MASH: leave headscale_container_grpc_bind_port empty; setting it closes the port',
      'its log names the cause only with log.level: DEBUG',
    ],
    nginx: [
      grpcLocation(prefix),
      'in its log "no valid HTTP/1.0 header" means proxy_pass in place of grpc_pass',
    ],
    Caddy: [
      caddy(prefix, 'reverse_proxy /headscale.* h2c://127.0.0.1:50443'),
      'in its log "malformed HTTP response" means http:// in place of h2c://',
    ],
  }),
  no_http2: () => ({
    Traefik: ['take alpnProtocols: [http/1.1] out of its TLS options'],
    nginx: ['listen 443 ssl http2;  (from 1.25.1 on: listen 443 ssl; http2 on;)'],
    Caddy: ['take "protocols h1" out of its servers options'],
  }),
  nothing_here: ({ host, prefix }) => ({
    first: [
      prefix === ''
        ? 'Check the host name; a server behind a path is written as in https://hs.example.org/x.'
        : `Check the host name and the path ${prefix}.`,
    ],
    Traefik: [
      `MASH: headscale_hostname: ${host} and, behind a path, headscale_path_prefix`,
      `traefik.http.routers.hs-web.rule=Host(\`${host}\`)${prefix === '' ? '' : ` && PathPrefix(\`${prefix}\`)`}`,
    ],
    nginx: [`server_name ${host};`],
    Caddy: [`the address of the site has to be ${host}`],
  }),
  prefix_not_stripped: ({ prefix }) => ({
    Traefik: [
      `traefik.http.middlewares.hs-strip.stripprefix.prefixes=${prefix}`,
      'traefik.http.routers.hs-grpc.middlewares=hs-strip',
    ],
    nginx: [grpcLocation(prefix)],
    Caddy: [caddy(prefix, 'reverse_proxy /headscale.* h2c://127.0.0.1:50443')],
  }),
  login: ({ prefix }) => ({
    first: ['Take Headscale out of that login: it checks the API key itself.'],
    Traefik: ['leave the middleware for logins out of both routers, hs-web and hs-grpc'],
    nginx: [
      `auth_request off; auth_basic off; in location ${prefix}/headscale. and in location ${prefix}/api/`,
    ],
    Caddy: [`keep forward_auth and basicauth off ${prefix}/headscale.* and ${prefix}/api/*`],
  }),
  blocked: () => ({
    Traefik: ['add this machine to sourceRange of the ipAllowList middleware'],
    nginx: ['allow ADDRESS; before deny all;'],
    Caddy: ['add this machine to the remote_ip matcher'],
  }),
  maintenance: () => ({
    first: [
      'From outside these look alike: Headscale is down, its health check fails, or a maintenance page.',
    ],
    Traefik: ['"no available server" means that the container is down or its health check fails'],
    nginx: ['limit_req answers 503 too, unless limit_req_status says otherwise'],
  }),
  upstream_down: () => ({
    first: [
      'On the server: systemctl status headscale (MASH: mash-headscale), then its log.',
      'config.yaml of Headscale: listen_addr has to be where the proxy looks for it',
    ],
    nginx: ['error.log names it: "connect() failed" is a closed port, "timed out" a server that hangs'],
    Caddy: ['its log names it: "connection refused" is a closed port'],
    Traefik: [
      'its log names it with log.level: DEBUG',
      '500 can mean that it does not trust the certificate behind it: serversTransport with rootCAs',
    ],
  }),
  upstream_wants_tls: () => ({
    first: ['The proxy has to speak TLS to the web port of Headscale, as its tls_cert_path is set.'],
    Traefik: ['traefik.http.services.hs-web.loadbalancer.server.scheme=https'],
    nginx: ['proxy_pass https://127.0.0.1:8080;'],
    Caddy: ['reverse_proxy https://127.0.0.1:8080'],
  }),
  too_large: () => ({
    Traefik: ['traefik.http.middlewares.NAME.buffering.maxRequestBodyBytes=4194304'],
    nginx: ['client_max_body_size 4m;'],
    Caddy: ['request_body { max_size 4MB }'],
  }),
  client_certificate: () => ({
    first: [
      'hs shows one with --client-cert FILE --client-key FILE.',
      'Or let this host in without: Headscale checks the API key itself.',
    ],
    Traefik: ['take clientAuth out of the TLS options of these routers'],
    nginx: ['ssl_verify_client off;'],
    Caddy: ['take client_auth out of the tls block of this site'],
  }),
  tls_name_unknown: ({ host }) => ({
    Traefik: [
      `MASH: headscale_hostname: ${host}`,
      `traefik.http.routers.hs-web.rule=Host(\`${host}\`), and the same on hs-grpc`,
    ],
    nginx: [`server_name ${host};`],
    Caddy: [`the address of the site has to be ${host}`],
  }),
  certificate_stand_in: ({ host }) => ({
    first: ['No router has this host, or its certificate could not be fetched: see its log for ACME.'],
    Traefik: [
      `MASH: headscale_hostname: ${host}`,
      'traefik.http.routers.hs-web.tls.certresolver=NAME, and the same on hs-grpc',
    ],
  }),
};

/** The nginx block that carries gRPC, with the prefix taken off. */
function grpcLocation(prefix: string): string {
  const strip = prefix === '' ? '' : `rewrite ^${prefix}(/.*)$ $1 break; `;
  return `location ${prefix}/headscale. { ${strip}grpc_pass grpc://127.0.0.1:50443; }`;
}

function caddy(prefix: string, line: string): string {
  return prefix === '' ? line : `handle_path ${prefix}/* { ${line} }`;
}

/** The header with the key, taken off on the way: what to look for, by program. */
export function fixOfRemovedKey(proxies: readonly ProxyName[]): readonly string[] {
  const lines: Readonly<Record<ProxyName, string>> = {
    Traefik: 'no customRequestHeaders with Authorization on hs-web and hs-grpc',
    nginx: 'no grpc_set_header or proxy_set_header Authorization "";',
    Caddy: 'no header_up -Authorization',
  };
  return proxies.map((proxy) => `${proxy}: ${lines[proxy]}`);
}

import type { ServerAddress } from '../../address.ts';
import type { Cause } from '../cause.ts';
import { reachesGrpc } from '../web-causes.ts';
import { webFailure } from './check-web.ts';
import { type Finding, failedBy, ok, skipped, warning } from './diagnosis.ts';
import type { Examination } from './examination.ts';
import { fixOf } from './fixes.ts';
import { proxyOf } from './proxy-kind.ts';

/** Whether gRPC calls get to Headscale, and what keeps them. */
export async function checkGrpc(ex: Examination): Promise<Finding> {
  if (ex.server.transport === 'http') return skipped('HTTP was asked for with --transport http');
  const grpc = await ex.grpc();
  if (grpc.kind === 'reached') return ok('Headscale answers, to calls without a key');
  const { cause } = grpc;
  const web = await ex.web();
  if (cause.kind === 'no_grpc_any_more' && ex.server.transport !== 'grpc') {
    const left = web.route.kind === 'http' && web.route.status >= 500;
    return skipped(
      `0.30 and later have none, and are reached over HTTP${left ? '; the gRPC route of the proxy is left over' : ''}`,
      left ? ['Take the gRPC route out of the proxy when there is time.'] : [],
    );
  }
  const said = web.side === 'other' ? (await webFailure(ex, web)).kind : undefined;
  if (said === cause.kind) return failedBy({ ...cause, text: `${cause.text}, as above` }, []);
  if (web.side === 'other' && web.api.kind === 'http' && isOfThePort(cause) && !reachesGrpc(web.route)) {
    return failedBy({ ...cause, text: `${cause.text}; the web side comes first` }, []);
  }
  const named = await nameBetter(ex, cause);
  const fix = fixOf(named, ex.address, proxyOf(web).candidates);
  const useless = web.side === 'other' || ex.server.transport === 'grpc';
  return useless ? failedBy(named, fix) : warning(`${named.text}; hs uses the web API in its place`, fix);
}

/** What a port speaks matters little as long as nothing of Headscale is behind it. */
function isOfThePort({ kind }: Cause): boolean {
  return kind === 'no_http2' || kind === 'not_grpc';
}

/** Headscale's own web port and a proxy without HTTP/2 end the call alike; the header of the proxy tells. */
async function nameBetter(ex: Examination, cause: Cause): Promise<Cause> {
  const web = await ex.web();
  const { route } = web;
  if (!isOfThePort(cause) || web.side === 'other' || route.kind !== 'http' || route.status === 415)
    return cause;
  if (proxyOf(web).name === undefined) {
    return {
      ...cause,
      kind: 'not_grpc',
      text: "this is Headscale's own web port; gRPC is on another one",
      hint: `grpc_listen_addr in its config.yaml names that port, 50443 where nothing is said: ${grpcPort(ex.address)}.`,
    };
  }
  return cause.kind === 'no_http2'
    ? { ...cause, text: 'the proxy offers no HTTP/2 on this port, and has no gRPC route' }
    : cause;
}

function grpcPort({ host, tls }: ServerAddress): string {
  return `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:50443`;
}

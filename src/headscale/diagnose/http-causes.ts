import { isLoopback, type ServerAddress } from '../address.ts';
import { API_PATH, askPath } from './ask.ts';
import { type Cause, unreachable } from './cause.ts';
import { close, cut, findCause, speaksTls } from './classify.ts';
import { httpsForm, hungUp } from './network-causes.ts';
import { askOver, openSocket, openTls } from './probe.ts';
import type { Scene } from './scene.ts';
import type { Symptom } from './symptom.ts';
import { alertCause, needsTls, withoutTls } from './tls-causes.ts';

/**
 * Finds the cause behind a symptom of a call over HTTP/1.1. Most are those of any connection; what differs is what
 * HTTP/2 has to do with it, and where to look.
 */
export async function findHttpCause(symptom: Symptom, scene: Scene): Promise<Cause> {
  const { address } = scene;
  if (symptom.kind === 'handshake' && symptom.refusal === 'no_http2') return speaksGrpcAlone();
  if (symptom.kind === 'not_http2') return speaksNoHttp(address);
  if (symptom.kind === 'hung_up') return await behindHangUp(scene);
  if (symptom.kind === 'reset') return cut();
  const cause = await findCause(symptom, { ...scene, alpn: 'http/1.1' });
  if (cause.kind === 'refused' || cause.kind === 'dropped')
    return { ...cause, hint: whereItListens(address) };
  return cause.kind === 'plaintext_web' ? { ...cause, hint: withoutTls(address) } : cause;
}

/** Bytes came back that are no HTTP/1.1. */
function speaksNoHttp(address: ServerAddress): Cause {
  if (address.kind === 'unix') {
    return unreachable(
      'not_http',
      'what answers there does not speak HTTP/1.1',
      'On its socket Headscale up to 0.29 speaks gRPC alone.',
    );
  }
  return unreachable(
    'not_http',
    'what answers there does not speak HTTP/1.1',
    "Check the port: 50443 is Headscale's gRPC port; its web port is 8080, or 443 behind a reverse proxy.",
  );
}

function speaksGrpcAlone(): Cause {
  return unreachable(
    'not_http',
    'the port speaks HTTP/2 alone, as a gRPC port does',
    "Headscale's web port is 8080, or 443 behind a reverse proxy.",
  );
}

/** A port with TLS or gRPC hangs up on plain HTTP, each on its own way of saying so. */
async function behindHangUp(scene: Scene): Promise<Cause> {
  const { address, trust, signal } = scene;
  if (address.tls) return alertCause(address, trust, await askPath(scene, API_PATH)) ?? hungUp(trust);
  const plain = await openSocket(address, signal);
  const answer = plain.stage === 'open' ? await askOver(plain.socket, address, '/', signal) : undefined;
  if (answer?.kind === 'http2') return speaksNoHttp(address);
  if (address.kind === 'unix') return hungUp();
  const secure = await openTls(address, trust, 'http/1.1', signal);
  close(secure);
  return speaksTls(secure) ? needsTls(address) : hungUp();
}

function whereItListens(address: ServerAddress): string {
  if (address.kind === 'unix' || isLoopback(address.host)) {
    return 'Start Headscale, or the tunnel to it; listen_addr in its config.yaml names the port.';
  }
  if (address.port === 443) {
    return "Check that the reverse proxy runs; without one, Headscale's web port is 8080.";
  }
  const behindProxy = httpsForm({ ...address, port: 443 }).replace(/:443(?=\/|$)/, '');
  return `Check the port and the firewall; behind a reverse proxy it is 443: ${behindProxy}.`;
}

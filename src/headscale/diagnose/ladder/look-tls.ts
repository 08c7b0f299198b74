import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { dial } from '../../dial.ts';
import { connectTls } from '../../tls.ts';
import type { Cause } from '../cause.ts';
import { findCause } from '../classify.ts';
import { openSocket, openTls } from '../probe.ts';
import type { Scene } from '../scene.ts';
import { readConnectError } from '../symptom.ts';
import { certificateCause, certificateOf } from '../tls-causes.ts';

/** What the TLS handshake showed. */
export type TlsLook =
  /** Plaintext, or a socket. */
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly cause: Cause }
  | {
      readonly kind: 'open';
      /** `TLSv1.3`. */
      readonly protocol: string;
      /** `unsaid`: the server speaks TLS, and says nothing about what it carries. */
      readonly http2: 'offered' | 'refused' | 'unsaid';
      readonly certificate: X509Certificate | undefined;
      /** Why nobody who minds would go on from here; undefined where the certificate is trusted. */
      readonly refused: Cause | undefined;
    };

/**
 * Makes a handshake that trusts anybody, to see the certificate, then one by the rules of every call. HTTP/2 alone is
 * offered first: Headscale's own gRPC port chooses http/1.1 where both are (measured on 0.23 to 0.29).
 */
export async function lookAtTls(newScene: () => Scene): Promise<TlsLook> {
  const scene = newScene();
  const { address, trust } = scene;
  if (!address.tls) return { kind: 'none' };
  const modern = await openTls(address, trust, 'h2', scene.signal);
  if (modern.stage === 'open') return await read(modern.socket, 'h2', newScene());
  if (!modern.error)
    return { kind: 'failed', cause: await findCause({ kind: 'silent_connect' }, newScene()) };
  const symptom = readConnectError(modern.error);
  if (symptom.kind === 'handshake' && symptom.refusal === 'no_http2') {
    const old = await openTls(address, trust, 'http/1.1', scene.signal);
    if (old.stage === 'open') return await read(old.socket, 'http/1.1', newScene());
  }
  return { kind: 'failed', cause: await findCause(symptom, newScene()) };
}

async function read(socket: Socket, alpn: 'h2' | 'http/1.1', scene: Scene): Promise<TlsLook> {
  const certificate = certificateOf(socket);
  const secure = socket instanceof TLSSocket ? socket : undefined;
  const protocol = secure?.getProtocol() ?? 'TLS';
  const chosen = secure?.alpnProtocol;
  socket.destroy();
  const http2 = alpn === 'http/1.1' ? 'refused' : chosen === 'h2' ? 'offered' : 'unsaid';
  return { kind: 'open', protocol, http2, certificate, refused: await refusal(scene, alpn, certificate) };
}

/** Why a connection by the rules of every call is not made; undefined where it is. */
async function refusal(
  { address, trust, signal }: Scene,
  alpn: string,
  certificate: X509Certificate | undefined,
): Promise<Cause | undefined> {
  const opened = await openSocket(address, signal);
  // It connected a moment ago: that it does not now says nothing about the certificate.
  if (opened.stage !== 'open') return undefined;
  try {
    const peer = { ...trust, host: address.host, alpn: [alpn] };
    const socket = await connectTls(opened.socket, peer, () => dial(address, signal));
    socket.destroy();
    return undefined;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const symptom = readConnectError(error as NodeJS.ErrnoException);
    const fault = symptom.kind === 'certificate' ? symptom.fault : 'other';
    return certificateCause(address, trust, fault, certificate, text);
  } finally {
    opened.socket.destroy();
  }
}

import { lookup } from 'node:dns/promises';
import { quoted } from '../../domain/quoted.ts';
import { askPlain, askWeb } from './ask.ts';
import { type Cause, timedOut, unreachable } from './cause.ts';
import { dropped, hungUp, nameCause, silent, socketCause } from './network-causes.ts';
import { type Opened, openSocket, openTls } from './probe.ts';
import { proxyCause } from './proxy-causes.ts';
import type { Scene } from './scene.ts';
import { readConnectError, type Symptom } from './symptom.ts';
import {
  alertCause,
  certificateCause,
  certificateOf,
  handshakeCause,
  needsTls,
  plaintextCause,
} from './tls-causes.ts';
import {
  notGrpc,
  reachesGrpc,
  statusCause,
  statusOf,
  unknownServiceCause,
  type WebAnswers,
  webCause,
} from './web-causes.ts';

/**
 * Finds the cause behind a symptom. What the symptom tells by itself is answered at once; the rest is looked at
 * with connections of our own, side by side, none of which carries a key.
 */
export async function findCause(symptom: Symptom, scene: Scene): Promise<Cause> {
  const { address, trust } = scene;
  const onTheWay = proxyCause(address, symptom);
  if (onTheWay) return onTheWay;
  switch (symptom.kind) {
    // Told above, for no address without a proxy has it.
    case 'proxy':
      return hungUp();
    case 'socket':
      return await socketCause(address, symptom.errno);
    case 'name':
      return nameCause(address.host, await resolverError(scene));
    case 'certificate': {
      const opened = await openTls(address, trust, scene.alpn ?? 'h2', scene.signal);
      const certificate = opened.stage === 'open' ? certificateOf(opened.socket) : undefined;
      close(opened);
      return certificateCause(address, trust, symptom.fault, certificate, symptom.text);
    }
    case 'handshake':
      return symptom.refusal === 'no_http2'
        ? await withoutHttp2(scene, symptom)
        : handshakeCause(address, trust, symptom.refusal, symptom.text);
    case 'not_tls':
      return plaintextCause(address, await askPlain(scene));
    case 'not_http2':
    case 'hung_up':
      return await notWhatWasAsked(symptom.kind, scene);
    case 'silent_connect':
      return await behindSilence(scene);
    case 'silent_answer':
      return timedOut(
        'slow',
        'the call reached it, and it does not answer',
        'Headscale or what is behind its proxy may hang: see its log, then try again.',
      );
    case 'http':
      return webCause(address, symptom.status, await askWeb(scene));
    case 'no_grpc_status':
    case 'reset':
      return await behindCut(scene);
    case 'unknown_service':
      return unknownServiceCause(address);
    case 'lost':
      return unreachable('lost', 'the connection broke during the call', 'Try again.');
    case 'cancelled':
      return cut();
    case 'stream_refused':
      return unreachable('lost', 'it is shutting down and takes no more calls', 'Try again.');
    case 'gone_before_sending':
      return unreachable(
        'gone_before_sending',
        'the connection was lost before the call was sent; nothing was changed',
        'Run it again.',
      );
    case 'unclear':
      return await anything(scene, symptom.text);
  }
}

/** The cause of an answer that was lost, by its symptom alone: what a probe would show now is no evidence. */
export function causeOfLostAnswer(symptom: Symptom): string {
  if (symptom.kind === 'silent_answer') return 'no answer came in time';
  if (symptom.kind === 'http') return `the proxy answered HTTP ${symptom.status} in its place`;
  if (symptom.kind === 'reset' || symptom.kind === 'no_grpc_status')
    return 'the answer was cut off on the way';
  return 'the connection broke';
}

async function resolverError({ address, lookup: ask = lookup, signal }: Scene): Promise<string | undefined> {
  const silence = new Promise<string>((resolve) => {
    if (signal.aborted) resolve('ETIMEOUT');
    signal.addEventListener('abort', () => resolve('ETIMEOUT'), { once: true });
  });
  const asked = ask(address.host).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error.code ?? 'EAI_FAIL',
  );
  return await Promise.race([asked, silence]);
}

/** TLS works, HTTP/2 is not on offer: a proxy without it, a web port, or 0.30. */
async function withoutHttp2(scene: Scene, symptom: Symptom & { kind: 'handshake' }): Promise<Cause> {
  const web = await askWeb(scene);
  const cause = webCause(scene.address, undefined, web);
  const telling = cause.kind === 'no_http2' || cause.kind === 'no_grpc_any_more';
  return telling ? cause : handshakeCause(scene.address, scene.trust, symptom.refusal, symptom.text);
}

/** It hangs up, or answers what is no HTTP/2. */
async function notWhatWasAsked(kind: 'not_http2' | 'hung_up', scene: Scene): Promise<Cause> {
  const { address, trust, signal } = scene;
  if (address.kind === 'tcp' && !address.tls) {
    const [secure, web] = await Promise.all([openTls(address, trust, 'h2', signal), askWeb(scene)]);
    close(secure);
    if (speaksTls(secure) || web.route.kind === 'tls') return needsTls(address);
    return fromWeb(kind, scene, web);
  }
  return fromWeb(kind, scene, await askWeb(scene));
}

function fromWeb(kind: 'not_http2' | 'hung_up', { address, trust }: Scene, web: WebAnswers): Cause {
  if (web.route.kind === 'banner') return plaintextCause(address, web.route);
  const alert = alertCause(address, trust, web.route) ?? alertCause(address, trust, web.api);
  if (alert) return alert;
  const answers = web.route.kind === 'http' || web.api.kind === 'http';
  if (!answers) return kind === 'hung_up' ? hungUp(trust) : notGrpc();
  const cause = webCause(address, undefined, web);
  // A port that speaks HTTP/1.1 alone: that says more than a status it answers to a GET.
  return cause.kind === 'no_grpc_any_more' || cause.kind === 'no_http2' || cause.kind === 'redirect'
    ? cause
    : notGrpc();
}

/** A handshake that succeeded, or was ended by words of TLS. */
export function speaksTls(opened: Opened): boolean {
  if (opened.stage === 'open') return true;
  if (opened.stage !== 'handshake' || !opened.error) return false;
  const { kind } = readConnectError(opened.error);
  return kind === 'handshake' || kind === 'certificate';
}

/** The deadline came before a connection stood. */
async function behindSilence(scene: Scene): Promise<Cause> {
  const { address, trust, signal, alpn = 'h2' } = scene;
  const first = address.kind === 'unix' ? openSocket(address, signal) : openTls(address, trust, alpn, signal);
  const [opened, plain] = await Promise.all([first, askPlain(scene)]);
  close(opened);
  if (opened.stage === 'connecting') {
    return opened.error ? await findCause(readConnectError(opened.error), scene) : dropped(address);
  }
  if (!address.tls) {
    if (address.kind === 'tcp' && speaksTls(opened)) return needsTls(address);
    return plain.kind === 'silent' ? silent(address) : slowToConnect();
  }
  if (opened.stage === 'open') return silentAfterTls();
  if (opened.error) return await findCause(readConnectError(opened.error), scene);
  return plain.kind === 'silent' || plain.kind === 'closed'
    ? silent(address)
    : plaintextCause(address, plain);
}

function silentAfterTls(): Cause {
  return timedOut(
    'silent',
    'it speaks TLS, and says nothing after that',
    'Headscale or its proxy may hang: see its log, then try again.',
  );
}

function slowToConnect(): Cause {
  return timedOut(
    'slow',
    'it did not answer in time, though it answers now',
    'Try again, with a longer --timeout if it stays.',
  );
}

/** The call ended without a word of gRPC: a page in its place, a proxy without its server, or an answer cut short. */
async function behindCut(scene: Scene): Promise<Cause> {
  const web = await askWeb(scene);
  if (reachesGrpc(web.route) || (web.route.kind !== 'http' && web.api.kind !== 'http')) return cut();
  return webCause(scene.address, undefined, web);
}

/** An answer that began and did not end. */
export function cut(): Cause {
  return unreachable(
    'answer_cut',
    'the answer was cut off on the way',
    'Try again; if it stays, see the log of the proxy.',
  );
}

/** Nothing is known: the whole ladder, from the connection up. */
async function anything(scene: Scene, text: string): Promise<Cause> {
  const { address, trust, signal } = scene;
  const opened = address.tls
    ? await openTls(address, trust, 'h2', signal)
    : await openSocket(address, signal);
  close(opened);
  if (opened.stage !== 'open') {
    if (!opened.error) return opened.stage === 'connecting' ? dropped(address) : silent(address);
    const symptom = readConnectError(opened.error);
    if (symptom.kind !== 'unclear') return await findCause(symptom, scene);
  }
  const web = await askWeb(scene);
  const status = statusOf(web.route);
  if (status !== undefined && status !== 415) return statusCause(address, status, web);
  return unreachable('unclear', `the call failed with ${quoted(text)}`, 'Run `hs doctor` to see where.');
}

/** Lets go of a connection that has shown what it could. */
export function close(opened: Opened): void {
  if (opened.stage === 'open') opened.socket.destroy();
}

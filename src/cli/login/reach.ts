import type { Env } from '../../config/env.ts';
import type { PinnedCertificate } from '../../config/pinned-certificate.ts';
import { HsError } from '../../errors.ts';
import type { NamedServer } from '../../headscale/connect.ts';
import { type NamedAddress, placeOf, typedAddress } from '../../headscale/named-address.ts';
import type { HeadscaleApi } from '../../headscale/port.ts';
import type { Dependencies } from '../dependencies.ts';
import { proxiedAddress } from '../proxied-address.ts';
import { certificateWith, type Doubt, doubtAbout, type Look, trustIn } from './doubt.ts';

/** What is looked for. */
export interface ReachWish {
  readonly server: NamedServer;
  /** The one certificate that is taken, by its SHA-256 fingerprint in hex with colons. */
  readonly fingerprint?: string | undefined;
  /** The certificate that was trusted at an address up to now. */
  readonly pinAt?: ((address: NamedAddress) => PinnedCertificate | undefined) | undefined;
  /** How long one address is tried where there are several; as long as a call may take without it. Milliseconds. */
  readonly patienceMs?: number | undefined;
}

/** A server that answered as a Headscale, at the address it answered on. */
export interface Reached {
  readonly address: NamedAddress;
  readonly api: HeadscaleApi;
  /** The certificate that is trusted alone: the one whose fingerprint was named, or the one of before. */
  readonly pinned: PinnedCertificate | undefined;
  /** What a person has to judge before a key is sent. */
  readonly doubt: Doubt | undefined;
}

/** What reaching takes from outside. */
export interface Reaching extends Pick<Dependencies, 'connect' | 'signal' | 'env'> {
  readonly look: Look;
  /** Another path on the same host and port where a Headscale seems to be; asks without a key. */
  readonly elsewhere: (server: NamedServer) => Promise<NamedAddress | undefined>;
}

/** The port gRPC listens on where nothing stands in front of it. */
const GRPC_PORT = 50_443;

/**
 * Finds a Headscale from what a person typed: there, behind another path of the same host where something else answers,
 * and where neither port nor path was named also on :50443. No key is sent.
 * @throws HsError what each address answered, where no Headscale is found
 */
export async function reach(
  { server, patienceMs, ...wish }: ReachWish,
  deps: Reaching,
  progress: (text: string) => void,
): Promise<Reached> {
  const addresses = candidates(server.address, deps.env);
  const timeoutMs =
    addresses.length > 1 && patienceMs !== undefined
      ? Math.min(patienceMs, server.timeoutMs)
      : server.timeoutMs;
  const failures: HsError[] = [];
  const attempt = async (address: NamedAddress): Promise<Reached | HsError> => {
    progress(`Trying ${address.text}`);
    try {
      return await reachAt({ ...server, address, timeoutMs, signal: deps.signal }, wish, deps);
    } catch (error) {
      if (!(error instanceof HsError) || error.code === 'interrupted') throw error;
      return error;
    }
  };
  for (const address of addresses) {
    const found = await attempt(address);
    if (!(found instanceof HsError)) return found;
    failures.push(found);
    // What is silent to one path is silent to all, and was waited for already.
    if (address !== server.address || address.kind !== 'tcp' || found.code === 'timeout') continue;
    const other = await deps.elsewhere({ ...server, timeoutMs, signal: deps.signal });
    const there = other && (await attempt(other));
    if (there && !(there instanceof HsError)) return there;
  }
  throw allFailed(failures, addresses);
}

async function reachAt(
  server: NamedServer,
  { fingerprint, pinAt }: Omit<ReachWish, 'server'>,
  { connect, look }: Reaching,
): Promise<Reached> {
  const { address } = server;
  if (fingerprint !== undefined) {
    const pinned = await certificateWith(fingerprint, server, look);
    const trust = pinned === undefined ? server.trust : trustIn(pinned, server.trust);
    return { address, api: await answering({ ...server, trust }, connect), pinned, doubt: undefined };
  }
  const before = pinAt?.(address);
  const trust = before === undefined ? server.trust : trustIn(before, server.trust);
  try {
    return { address, api: await answering({ ...server, trust }, connect), pinned: before, doubt: undefined };
  } catch (error) {
    const refused = error instanceof HsError && error.code === 'unreachable';
    const doubt = refused ? await doubtAbout(server, before, look) : undefined;
    if (doubt === undefined) throw error;
    // Whether it is worth a question at all: what is no Headscale needs no trust. No key is sent.
    const { certificate } = doubt.shown;
    const shown = { pem: certificate.toString(), sha256: certificate.fingerprint256 };
    const api = await answering({ ...server, trust: trustIn(shown, server.trust) }, connect);
    return { address, api, pinned: undefined, doubt };
  }
}

/** The port to a server that showed that it is a Headscale; of any other it lets go. */
async function answering(server: NamedServer, connect: Dependencies['connect']): Promise<HeadscaleApi> {
  const api = await connect(server);
  let found = false;
  try {
    found = (await api.release()).range !== undefined;
    if (found) return api;
    throw new HsError(
      'unknown_release',
      `What answers at ${server.address.text} does not show that it is a Headscale`,
      { hint: 'Check the address: it is the URL that devices use, or host:50443.' },
    );
  } finally {
    if (!found) api.close();
  }
}

function candidates(address: NamedAddress, env: Env): NamedAddress[] {
  const usual = address.kind === 'tcp' && address.tls && address.port === 443 && address.prefix === '';
  if (!usual) return [address];
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return [address, proxiedAddress(`${host}:${GRPC_PORT}`, { plaintext: false }, env)];
}

/** The error of the address that was typed, with that of the other one, and a next step that was not taken already. */
function allFailed([first, second]: readonly HsError[], [typed, other]: readonly NamedAddress[]): Error {
  if (first === undefined || typed === undefined) return new Error('no address was tried');
  if (second === undefined || other === undefined) return first;
  const { hint = '' } = first;
  const same = reasonOf(first, typed) === reasonOf(second, other);
  const also = same ? `${placeOf(other)}: the same` : second.message;
  return new HsError(first.code, first.message, {
    details: first.details.length > 1 ? first.details : [...first.details, also],
    hint: hint.includes(other.text) ? `This looks closer: hs doctor ${typedAddress(typed)}` : hint,
    cause: first,
  });
}

function reasonOf({ message }: HsError, address: NamedAddress): string {
  return message.replaceAll(placeOf(address), '');
}

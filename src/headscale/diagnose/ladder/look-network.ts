import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { ServerAddress } from '../../address.ts';
import { proxyOf } from '../../dial.ts';
import type { Cause } from '../cause.ts';
import { close, findCause } from '../classify.ts';
import { dropped, nameCause } from '../network-causes.ts';
import { askOver, openSocket } from '../probe.ts';
import type { Scene } from '../scene.ts';
import { readConnectError } from '../symptom.ts';

/** Asks the system for the addresses of a name; rejects with the code of its resolver. */
export type Resolve = (host: string) => Promise<readonly { readonly address: string }[]>;

/** What became of the name in the address. */
export type NameLook =
  /** A socket, an IP address, or something behind ssh or a proxy: there is nothing to look up here. */
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly addresses: readonly string[] }
  | { readonly kind: 'failed'; readonly cause: Cause };

const systemResolve: Resolve = (host) => lookup(host, { all: true });

/** Looks the name up; never longer than `limitMs`. */
export async function lookAtName(
  address: ServerAddress,
  limitMs: number,
  resolve: Resolve = systemResolve,
): Promise<NameLook> {
  if (address.tunnel || address.kind === 'unix' || isIP(address.host) !== 0 || proxyOf(address))
    return { kind: 'none' };
  const { host } = address;
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<string>((done) => {
    timer = setTimeout(() => done('ETIMEOUT'), limitMs);
  });
  const answer = resolve(host).catch((error: NodeJS.ErrnoException) => error.code ?? 'EAI_FAIL');
  const found = await Promise.race([answer, silence]);
  clearTimeout(timer);
  if (typeof found === 'string') return { kind: 'failed', cause: nameCause(host, found) };
  return { kind: 'found', addresses: [...new Set(found.map((one) => one.address))] };
}

/** Whether something takes connections there. */
export type ConnectionLook =
  | { readonly kind: 'open'; readonly peer: string }
  | { readonly kind: 'failed'; readonly cause: Cause };

/** Connects, and says no word, unless there is a tunnel: it takes any connection, and shows only then where it leads. */
export async function lookAtConnection(scene: Scene): Promise<ConnectionLook> {
  const { address, signal } = scene;
  const opened = await openSocket(address, signal);
  if (opened.stage === 'open' && address.tunnel) {
    const answer = await askOver(opened.socket, address, '/', signal);
    const cause = answer.kind === 'closed' ? await address.tunnel.cause('connecting') : undefined;
    return cause ? { kind: 'failed', cause } : { kind: 'open', peer: '' };
  }
  if (opened.stage === 'open') {
    const { remoteAddress = '' } = opened.socket;
    close(opened);
    return { kind: 'open', peer: remoteAddress };
  }
  const cause = opened.error ? await findCause(readConnectError(opened.error), scene) : dropped(address);
  return { kind: 'failed', cause };
}

import { parseServerAddress, type TcpAddress } from '../address.ts';
import type { NamedServer } from '../connect.ts';
import { API_PATH, askPath } from './ask.ts';
import type { Scene } from './scene.ts';
import { webSide } from './web-causes.ts';

/** The prefix that MASH suggests. */
const USUAL_PREFIX = '/headscale';

/** A look that takes longer tells nothing more. In milliseconds. */
const LONGEST_LOOK_MS = 3000;

/** What {@link foundElsewhere} finds beside a server that was named. */
export async function elsewhereOn({
  address,
  trust,
  timeoutMs,
  signal,
}: NamedServer): Promise<TcpAddress | undefined> {
  if (address.kind !== 'tcp') return undefined;
  const limit = AbortSignal.timeout(Math.min(timeoutMs, LONGEST_LOOK_MS));
  const scene = { address, trust, signal: signal === undefined ? limit : AbortSignal.any([limit, signal]) };
  return await foundElsewhere(() => scene);
}

/**
 * Another address on the same host and port where the web API of a Headscale answers; undefined where none was found.
 * Asks without a key, and whoever answers: what is found has to be trusted before it gets one.
 */
export async function foundElsewhere(
  newScene: () => Pick<Scene, 'trust' | 'signal' | 'address'>,
): Promise<TcpAddress | undefined> {
  const { address } = newScene();
  if (address.kind === 'unix' || address.tunnel) return undefined;
  const candidates = [
    ...(address.tls ? [] : [secured(address)]),
    ...['', USUAL_PREFIX]
      .filter((prefix) => prefix !== address.prefix)
      .map((prefix) => behind(address, prefix)),
  ];
  const answered = await Promise.all(
    candidates.map(async (candidate) => {
      const scene = { ...newScene(), address: candidate };
      return webSide(await askPath(scene, API_PATH)) !== 'other';
    }),
  );
  return candidates.find((_, index) => answered[index]);
}

/** The same place behind another path. */
function behind(address: TcpAddress, prefix: string): TcpAddress {
  const bare = address.prefix === '' ? address.text : address.text.slice(0, -address.prefix.length);
  return { ...address, prefix, text: `${bare}${prefix}` };
}

/** The same port with TLS: Traefik speaks both on every port. */
function secured(address: TcpAddress): TcpAddress {
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  const secure = parseServerAddress(`https://${host}:${address.port}${address.prefix}`);
  return { ...address, tls: true, text: secure.text };
}

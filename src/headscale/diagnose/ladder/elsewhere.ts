import type { ServerAddress } from '../../address.ts';
import { parseServerAddress } from '../../address.ts';
import { API_PATH, askPath } from '../ask.ts';
import { webSide } from '../web-causes.ts';
import type { Examination } from './examination.ts';

/** The prefix that MASH suggests. */
const USUAL_PREFIX = '/headscale';

/** Another address on the same host and port where a Headscale answers; undefined where none was found. */
export async function foundElsewhere(ex: Examination): Promise<string | undefined> {
  const { address } = ex;
  if (address.kind === 'unix' || address.tunnel) return undefined;
  const candidates = [
    ...(address.tls ? [] : [secured(address)]),
    ...['', USUAL_PREFIX]
      .filter((prefix) => prefix !== address.prefix)
      .map((prefix) => behind(address, prefix)),
  ];
  const answered = await Promise.all(
    candidates.map(async (candidate) => {
      const scene = { ...ex.scene(), address: { ...candidate, proxy: address.proxy } };
      return webSide(await askPath(scene, API_PATH)) !== 'other';
    }),
  );
  return candidates.find((_, index) => answered[index])?.text;
}

/** The same place behind another path. */
function behind(address: ServerAddress, prefix: string): ServerAddress {
  const bare = address.prefix === '' ? address.text : address.text.slice(0, -address.prefix.length);
  return parseServerAddress(`${bare}${prefix}`, { plaintext: !address.tls });
}

/** The same port with TLS: Traefik speaks both on every port. */
function secured(address: ServerAddress): ServerAddress {
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return parseServerAddress(`https://${host}:${address.port}${address.prefix}`);
}

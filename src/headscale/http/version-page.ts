import { HsError } from '../../errors.ts';
import type { HeadscaleServer } from '../connect.ts';
import type { CallOptions } from '../port.ts';
import { HttpClient } from './client.ts';
import type { Connection } from './connection.ts';
import { readVersion } from './evidence.ts';
import type { Answer } from './exchange.ts';

/** The page is a few words; a server that has more to say, or is slow, is not worth the wait. Bytes, milliseconds. */
const LARGEST_PAGE = 64 * 1024;
const PATIENCE_MS = 3000;

/** What stands for a page that does not come. */
export const NO_PAGE: Answer = {
  kind: 'answer',
  status: 404,
  headers: { contentType: '', date: '', location: '', challenge: '' },
  body: '',
};

/**
 * Asks for the page `/version`, without the key; {@link NO_PAGE} where none comes in time.
 * @throws HsError `interrupted`
 */
export async function askVersionPage(
  client: HttpClient,
  options: CallOptions,
  over?: Connection,
): Promise<Answer> {
  const timeoutMs = Math.min(PATIENCE_MS, options.timeoutMs ?? client.server.timeoutMs);
  const request = { method: 'GET', path: '/version', largest: LARGEST_PAGE } as const;
  const result = await client.read(request, { ...options, timeoutMs, authorised: false }, over);
  if (result.kind === 'answer') return result;
  if (result.why === 'cancelled')
    throw new HsError('interrupted', 'Interrupted before /version was answered');
  return NO_PAGE;
}

/**
 * What the page `/version` says at an address that is spoken to otherwise; undefined where none answers in time. Over a
 * connection of its own, on which the key never goes.
 * @throws HsError `interrupted`
 */
export async function versionAt(server: HeadscaleServer, options: CallOptions): Promise<string | undefined> {
  // Nothing but gRPC listens on the socket of a Headscale that speaks it.
  if (server.address.kind === 'unix') return undefined;
  const client = new HttpClient({ ...server, apiKey: undefined });
  try {
    return readVersion(await askVersionPage(client, options));
  } finally {
    client.close();
  }
}

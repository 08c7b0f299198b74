import path from 'node:path';
import type { Config } from '../config/config.ts';
import { type Context, parseContextName, type Trust } from '../config/context.ts';
import { given } from '../config/env.ts';
import { HsError } from '../errors.ts';
import { parseAddress } from '../headscale/named-address.ts';
import { readServer, type ServerReaders, type ServerTarget } from './server-target.ts';

/** What `hs login` is told of the server. */
export interface LoginWish {
  /** The address as typed. */
  readonly url: string | undefined;
  readonly flags: Readonly<Record<string, unknown>> & {
    readonly context?: string | undefined;
    readonly plaintext: boolean;
  };
}

/**
 * The server to log in to, without a key: the address that was typed, else that of the context that was named, else
 * `HS_ADDRESS`. A context that is there already says how its own server is reached, where no flag does.
 * @throws HsError `usage`; `invalid_value` for what cannot name a context
 */
export async function loginServer(
  { url, flags }: LoginWish,
  config: Config,
  readers: ServerReaders,
  notice: (text: string) => void,
): Promise<ServerTarget> {
  const name = flags.context === undefined ? undefined : parseContextName(flags.context);
  const known = config.contexts.get(name ?? '');
  const isKnown = known !== undefined && (url === undefined || isAddressOf(known, url, flags.plaintext));
  const address = isKnown ? undefined : (url ?? given(readers.env['HS_ADDRESS']));
  if (!isKnown && address === undefined) {
    throw new HsError('usage', 'The server to log in to is missing', {
      hint: 'For example: hs login headscale.example.com',
    });
  }
  const chosen = { ...flags, address, context: isKnown ? known.name : undefined };
  return await readServer(chosen, readers, notice, { leaveKey: true });
}

/** Who vouches for the server from now on. Never nobody: that is said each time anew. */
export function trustToKeep(trust: Trust): Trust {
  if (trust.kind === 'insecure') return { kind: 'system' };
  return trust.kind === 'ca-file' ? { kind: 'ca-file', file: path.resolve(trust.file) } : trust;
}

function isAddressOf({ address }: Context, url: string, plaintext: boolean): boolean {
  return parseAddress(url, { plaintext }).text === address;
}

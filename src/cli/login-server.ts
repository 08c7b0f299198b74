import path from 'node:path';
import type { Trust } from '../config/context.ts';
import { parseLifetime } from '../domain/duration.ts';
import { HsError } from '../errors.ts';
import { parseServerAddress } from '../headscale/address.ts';
import type { HeadscaleServer, TransportChoice } from '../headscale/connect.ts';
import type { Dependencies } from './dependencies.ts';
import { DEFAULT_TIMEOUT_MS } from './server-target.ts';

/** Flags of `hs login` that say how the server is reached. */
export interface LoginFlags {
  readonly 'ca-file'?: string | undefined;
  readonly 'server-name'?: string | undefined;
  readonly insecure: boolean;
  readonly plaintext: boolean;
  readonly timeout?: string | undefined;
  readonly transport?: string | undefined;
}

/**
 * The server to log in to, still without a key.
 * @throws HsError `usage`
 */
export async function loginServer(
  typed: string | undefined,
  flags: LoginFlags,
  { env, readTextFile }: Pick<Dependencies, 'env' | 'readTextFile'>,
): Promise<HeadscaleServer> {
  const url = typed ?? env['HS_ADDRESS'];
  if (!url) {
    throw new HsError('usage', 'The server to log in to is missing', {
      hint: 'For example: hs login headscale.example.com',
    });
  }
  return {
    address: parseServerAddress(url, { plaintext: flags.plaintext }),
    apiKey: undefined,
    timeoutMs: flags.timeout === undefined ? DEFAULT_TIMEOUT_MS : parseLifetime(flags.timeout),
    transport: flags.transport as TransportChoice | undefined,
    trust: {
      ca: flags['ca-file'] === undefined ? undefined : readTextFile(flags['ca-file']),
      serverName: flags['server-name'],
      insecure: flags.insecure,
    },
  };
}

/** Who vouches for the server from now on. Never nobody: that is said each time anew. */
export function trustToKeep(flags: LoginFlags): Trust {
  const file = flags['ca-file'];
  return file === undefined ? { kind: 'system' } : { kind: 'ca-file', file: path.resolve(file) };
}

import { NO_CONFIG } from './config.ts';
import type { Env } from './env.ts';
import { originText } from './setting.ts';
import { resolveServer } from './settings.ts';

export type { Env } from './env.ts';

/** The server a command talks to, chosen whole: nothing of it comes from another source than its address. */
export interface ServerChoice {
  /** As typed or found; not parsed yet. */
  readonly address: string;
  /** Where the address came from, for people: `--address`, `HS_ADDRESS`, `HEADSCALE_CLI_ADDRESS`. */
  readonly origin: string;
  readonly apiKey: string | undefined;
  /** What to set to give this server a key. */
  readonly apiKeyFrom: string;
  readonly caFile: string | undefined;
  readonly insecure: boolean;
  readonly plaintext: boolean;
  /** As typed, with its origin; not parsed yet. */
  readonly timeout: { readonly text: string; readonly origin: string } | undefined;
}

/** What the command line says about the server. */
export interface ServerFlags {
  readonly address?: string | undefined;
  readonly apiKeyFile?: string | undefined;
  readonly caFile?: string | undefined;
  readonly plaintext?: boolean;
  readonly timeout?: string | undefined;
}

/**
 * Chooses the server without contexts: `--address`, else `HS_ADDRESS`, else `HEADSCALE_CLI_ADDRESS`. The variables of
 * the official client count only where its address does, so that a key never goes to a server it was not meant for.
 * @throws HsError `usage` where no server is named.
 */
export function chooseServer(
  flags: ServerFlags,
  env: Env,
  readKeyFile: (path: string) => string,
): ServerChoice {
  const own = flags.address === undefined ? env['HS_ADDRESS'] : undefined;
  const server = resolveServer({
    flags,
    env: { ...env, HS_CONTEXT: undefined, HS_ADDRESS: own },
    config: NO_CONFIG,
  });
  const { apiKey, trust, timeout } = server;
  const official = originText(server.address.origin) === 'HEADSCALE_CLI_ADDRESS';
  return {
    address: server.address.value,
    origin: originText(server.address.origin),
    apiKey:
      apiKey.value.kind === 'file'
        ? readKeyFile(apiKey.value.path)
        : apiKey.value.kind === 'value'
          ? apiKey.value.apiKey
          : undefined,
    apiKeyFrom: official ? 'HEADSCALE_CLI_API_KEY' : 'HS_API_KEY',
    caFile: trust.value.kind === 'ca-file' ? trust.value.file : undefined,
    insecure: trust.value.kind === 'insecure',
    plaintext: server.plaintext.value,
    timeout:
      timeout.value === undefined ? undefined : { text: timeout.value, origin: originText(timeout.origin) },
  };
}

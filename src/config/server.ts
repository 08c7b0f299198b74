import { HsError } from '../errors.ts';

/** Environment variables, handed in. */
export type Env = Readonly<Record<string, string | undefined>>;

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
 * Chooses the server: `--address`, else `HS_ADDRESS`, else `HEADSCALE_CLI_ADDRESS`. The variables of the official
 * client count only where its address does, so that a key never goes to a server it was not meant for.
 * @throws HsError `usage` where no server is named.
 */
export function chooseServer(
  flags: ServerFlags,
  env: Env,
  readKeyFile: (path: string) => string,
): ServerChoice {
  const own = flags.address ?? given(env['HS_ADDRESS']);
  const official = given(env['HEADSCALE_CLI_ADDRESS']);
  if (own === undefined && official === undefined) {
    throw new HsError('usage', 'No server is named', {
      hint: 'Set HS_ADDRESS (or --address) to the address of your Headscale, and HS_API_KEY to an API key of it.',
    });
  }
  const keyFile = flags.apiKeyFile;
  const timeout = (text: string | undefined, origin: string) =>
    text === undefined ? undefined : { text, origin };
  if (own !== undefined) {
    return {
      address: own,
      origin: flags.address !== undefined ? '--address' : 'HS_ADDRESS',
      apiKey: keyFile === undefined ? given(env['HS_API_KEY']) : readKeyFile(keyFile),
      apiKeyFrom: 'HS_API_KEY',
      caFile: flags.caFile ?? given(env['HS_CA_FILE']),
      insecure: false,
      plaintext: flags.plaintext === true,
      timeout: timeout(flags.timeout, '--timeout') ?? timeout(given(env['HS_TIMEOUT']), 'HS_TIMEOUT'),
    };
  }
  return {
    address: official ?? '',
    origin: 'HEADSCALE_CLI_ADDRESS',
    apiKey: keyFile === undefined ? given(env['HEADSCALE_CLI_API_KEY']) : readKeyFile(keyFile),
    apiKeyFrom: 'HEADSCALE_CLI_API_KEY',
    caFile: flags.caFile,
    insecure: isTrue(env['HEADSCALE_CLI_INSECURE']),
    plaintext: flags.plaintext === true,
    timeout:
      timeout(flags.timeout, '--timeout') ??
      timeout(given(env['HEADSCALE_CLI_TIMEOUT']), 'HEADSCALE_CLI_TIMEOUT'),
  };
}

/** An empty variable means the same as none: `HS_ADDRESS= hs …` is how people unset one for a single call. */
function given(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

function isTrue(value: string | undefined): boolean {
  return /^(1|t|true)$/i.test(value?.trim() ?? '');
}

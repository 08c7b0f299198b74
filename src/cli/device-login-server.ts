import { invalidValue } from '../domain/invalid-value.ts';
import { quoted } from '../domain/quoted.ts';
import { HsError } from '../errors.ts';
import type { ServerTarget } from './server-target.ts';

/** The URL that devices log in to, and what there is to say about where it was taken from. */
export interface DeviceLoginServer {
  readonly url: string;
  readonly notice: string | undefined;
}

/** gRPC's own port, on which no device is served. */
const GRPC_PORT = 50_443;

/**
 * The URL that devices log in to: the flag, else what the context says, else the address, as far as that can be one.
 * @throws HsError `invalid_value` for what is no URL, `usage` where nothing says it
 */
export function deviceLoginServer(
  flag: string | undefined,
  { settings, address }: Pick<ServerTarget, 'settings' | 'address'>,
): DeviceLoginServer {
  const said = flag ?? settings.loginServer.value;
  if (said !== undefined) return { url: parseLoginServer(said), notice: undefined };
  if (address.kind !== 'tcp') {
    throw new HsError('usage', `${address.text} is no address that devices can log in to`, {
      hint: 'Name the URL they use: --login-server https://headscale.example.com',
    });
  }
  if (address.port !== GRPC_PORT) return { url: address.text, notice: undefined };
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  const url = `${address.tls ? 'https' : 'http'}://${host}${address.prefix}`;
  return { url, notice: `Devices are taken to use ${url}; --login-server says otherwise` };
}

/**
 * Reads the URL that devices log in to. It ends up in lines that are typed into shells, so it has only what needs no
 * quotes in any.
 * @throws HsError `invalid_value`
 */
export function parseLoginServer(text: string): string {
  const url =
    /^https?:\/\/[A-Za-z0-9._~:[\]/-]+$/.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (url && url.username === '') return text.replace(/\/+$/, '');
  throw invalidValue(
    `${quoted(text)} is no URL that devices can log in to`,
    'Write it as in https://headscale.example.com.',
  );
}

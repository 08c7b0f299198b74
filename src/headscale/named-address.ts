import {
  type AddressOptions,
  hostAndPort,
  parseServerAddress,
  refuse,
  type ServerAddress,
} from './address.ts';
import { parseSshAddress, type SshAddress } from './ssh/ssh-address.ts';

/** Whatever a person can name as the address of a server: a place to connect to, or one behind ssh. */
export type NamedAddress = ServerAddress | SshAddress;

/**
 * Reads what a person typed as the address of a server.
 * @throws HsError `usage` for what cannot be meant, and for plaintext to another machine without `plaintext`.
 */
export function parseAddress(text: string, options: AddressOptions = {}): NamedAddress {
  const [scheme = ''] = /^ssh:/i.exec(text) ?? [];
  if (scheme === '') return parseServerAddress(text, options);
  const rest = text.slice(scheme.length);
  if (!rest.startsWith('//')) throw refuse('After ssh: two slashes are missing');
  return parseSshAddress(rest.slice('//'.length), options);
}

/** Whether a server asks who it is that calls: on its own unix socket it asks nobody. */
export function asksForKey(address: NamedAddress): boolean {
  return (address.kind === 'ssh' ? address.target : address).kind === 'tcp';
}

/** An address as it stands in a command that a person can type: some shells read a bare `?` as a pattern. */
export function typedAddress({ text }: NamedAddress): string {
  return text.includes('?') ? `"${text}"` : text;
}

/** What error texts name: `hs.example.org:443`, the path of a socket, or all of an address behind ssh. */
export function placeOf(address: NamedAddress): string {
  if (address.kind === 'ssh' || address.tunnel || address.prefix !== '') return address.text;
  return hostAndPort(address);
}
